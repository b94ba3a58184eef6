// The only file to change for another server. The redirect address registered for the client id is where index.html lies.
export default {
  iss: 'http://localhost:8080/fhir',
  clientId: 'patient-app',
  // Only what the pages show. Without offline_access the person signs in anew whenever a token has ended.
  scope: 'openid fhirUser launch/patient offline_access'
    + ' patient/Patient.rs patient/ServiceRequest.rs patient/Task.rs patient/DocumentReference.rs patient/Binary.r'
    + ' patient/Condition.rs patient/Observation.rs'
};
