Extension: TranslationHow
Id: translation-method
Title: "Translation method"
Description: "How the translation was made."
Context: Provenance
* insert Definition
* value[x] only code
* value[x] 1..1
* valueCode from TranslationMethodValues (required)
