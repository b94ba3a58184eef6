package health.consilium.smart;

import java.util.Collection;
import java.util.Optional;

/** Which patient an app works with. */
final class PatientContext {

    private static final String PATIENT = "Patient/";

    private PatientContext() {}

    static boolean isWanted(Collection<String> scopes) {
        return scopes.stream().anyMatch(scope -> scope.equals("launch/patient") || scope.startsWith("patient/"));
    }

    /** The logical id of the patient that the person is. */
    static Optional<String> of(Account account) {
        return account.role() == PartyRole.PATIENT && account.fhirUser().startsWith(PATIENT)
                ? Optional.of(account.fhirUser().substring(PATIENT.length()))
                : Optional.empty();
    }
}
