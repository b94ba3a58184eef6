ValueSet: DeliveryModeValues
Id: delivery-mode
Title: "Delivery mode"
Description: "All codes of the code system delivery-mode."
* insert Definition
* include codes from system DeliveryModeCodes
