"""Every screen of the tester as a picture, drawn by the firmware itself.

    python -m ringout_host.gallery            write build/gallery/*.png and the contact sheet
    python -m ringout_host.gallery --accept   take today's screens as the golden pictures
"""
