Instance: assess
InstanceOf: OperationDefinition
Usage: #definition
Title: "Assess a case"
* insert OperationHeader(assess, Instance, ServiceRequest, true)
* name = "Assess"
* description = "Works out the options of a case (remote or in person, and at which centres), prices each, and lays them before the coordinator as a draft. Nothing reaches the patient until the coordinator publishes it, by setting the RequestGroup active or naming it in the output options of assess-case."
* comment = "Invoked on the case-request. The same case, directory and asOf give the same result."
* insert Parameter(asOf, in, 0, 1, dateTime, [[Moment for which volumes, prices and capacity are read. Now when absent.]])
* insert Parameter(persist, in, 0, 1, boolean, [[Store the RequestGroup and the Claims. False when absent: the result is only returned.]])
* insert Parameter(maxCentres, in, 0, 1, integer, [[How many centres are offered at most. Five when absent.]])
* insert Parameter(currency, in, 0, 1, code, [[Currency of all estimates (ISO 4217). When absent each is in the currency of its centre.]])
* insert EstimateRate
* insert Parameter(return, out, 1, 1, Bundle, [[Collection of one RequestGroup (profile options), a Claim for each option (profile cost-estimate) and the HealthcareServices it names. What could not be offered is listed in an OperationOutcome at the end.]])
