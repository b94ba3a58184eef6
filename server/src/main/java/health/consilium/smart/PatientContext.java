package health.consilium.smart;

import java.util.Collection;
import java.util.Optional;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;

/** Which patient an app works with. */
final class PatientContext {

    static final String PATIENT = "Patient/";

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

    /** The logical id of the patient that the last token of an authorization was about. */
    static Optional<String> ofToken(OAuth2Authorization authorization) {
        return Optional.ofNullable(authorization.getAccessToken())
                .map(OAuth2Authorization.Token::getClaims)
                .map(claims -> (String) claims.get(TokenClaims.PATIENT));
    }
}
