ValueSet: RequestCategoryValues
Id: request-category
Title: "Request category"
Description: "All codes of the code system request-category."
* insert Definition
* include codes from system RequestCategoryCodes
