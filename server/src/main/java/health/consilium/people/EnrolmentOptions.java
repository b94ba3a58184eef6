package health.consilium.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import org.springframework.security.web.webauthn.api.AttestationConveyancePreference;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialParameters;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.registration.PublicKeyCredentialCreationOptionsRepository;
import org.springframework.stereotype.Component;

/**
 * Remembers, in the session, what was asked of a new passkey: the challenge and for whom. The library would keep its whole
 * object, which cannot be written to a database.
 */
@Component
class EnrolmentOptions implements PublicKeyCredentialCreationOptionsRepository {

    private static final String ATTRIBUTE = EnrolmentOptions.class.getName();

    private record Asked(String challenge, String user) implements Serializable {}

    private final PublicKeyCredentialUserEntityRepository users;
    private final RelyingParty party;

    EnrolmentOptions(PublicKeyCredentialUserEntityRepository users, RelyingParty party) {
        this.users = users;
        this.party = party;
    }

    @Override
    public void save(
            HttpServletRequest request, HttpServletResponse response, PublicKeyCredentialCreationOptions options) {
        HttpSession session = request.getSession();
        if (options == null) {
            session.removeAttribute(ATTRIBUTE);
            return;
        }
        session.setAttribute(
                ATTRIBUTE,
                new Asked(
                        options.getChallenge().toBase64UrlString(),
                        options.getUser().getId().toBase64UrlString()));
    }

    @Override
    public PublicKeyCredentialCreationOptions load(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(ATTRIBUTE) instanceof Asked asked)) {
            return null;
        }
        PublicKeyCredentialUserEntity user = users.findById(Bytes.fromBase64(asked.user()));
        if (user == null) {
            return null;
        }
        return PublicKeyCredentialCreationOptions.builder()
                .attestation(AttestationConveyancePreference.NONE)
                .authenticatorSelection(RelyingParty.VERIFIED)
                .pubKeyCredParams(
                        PublicKeyCredentialParameters.EdDSA,
                        PublicKeyCredentialParameters.ES256,
                        PublicKeyCredentialParameters.RS256)
                .challenge(Bytes.fromBase64(asked.challenge()))
                .user(user)
                .rp(party.entity())
                .build();
    }
}
