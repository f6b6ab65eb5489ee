"""The pages of the app: one file a page. Only here and in app.py is streamlit imported."""
