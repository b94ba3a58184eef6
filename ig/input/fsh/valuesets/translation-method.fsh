ValueSet: TranslationMethodValues
Id: translation-method
Title: "Translation method"
Description: "All codes of the code system translation-method."
* insert Definition
* include codes from system TranslationMethodCodes
