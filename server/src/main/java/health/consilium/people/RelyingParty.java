package health.consilium.people;

import health.consilium.people.PeopleEvents.PasskeyAdded;
import health.consilium.smart.ServerOrigin;
import java.net.URI;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.web.webauthn.api.AuthenticatorSelectionCriteria;
import org.springframework.security.web.webauthn.api.CredentialRecord;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRequestOptions;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialRpEntity;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.api.ResidentKeyRequirement;
import org.springframework.security.web.webauthn.api.UserVerificationRequirement;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialCreationOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialRequestOptionsRequest;
import org.springframework.security.web.webauthn.management.PublicKeyCredentialUserEntityRepository;
import org.springframework.security.web.webauthn.management.RelyingPartyAuthenticationRequest;
import org.springframework.security.web.webauthn.management.RelyingPartyRegistrationRequest;
import org.springframework.security.web.webauthn.management.UserCredentialRepository;
import org.springframework.security.web.webauthn.management.WebAuthnRelyingPartyOperations;
import org.springframework.security.web.webauthn.management.Webauthn4JRelyingPartyOperations;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * This server to whom passkeys belong. It insists on user verification (the library's default is to prefer it): a passkey
 * takes the place of two factors, and without a finger, face or PIN it is one.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/#user-verification">Web Authentication, user verification</a>
 */
@Component
class RelyingParty implements WebAuthnRelyingPartyOperations {

    static final AuthenticatorSelectionCriteria VERIFIED = AuthenticatorSelectionCriteria.builder()
            .residentKey(ResidentKeyRequirement.REQUIRED)
            .userVerification(UserVerificationRequirement.REQUIRED)
            .build();

    private static final String NAME = "Consilium";

    private final Supplier<PublicKeyCredentialRpEntity> entity;

    private final Telling telling;

    /** Made at first use: a server that picks a free port does not know its origin before. */
    private final Supplier<Webauthn4JRelyingPartyOperations> delegate;

    RelyingParty(
            PublicKeyCredentialUserEntityRepository users,
            UserCredentialRepository credentials,
            ServerOrigin origin,
            Telling telling) {
        this.telling = telling;
        this.entity = SingletonSupplier.of(() -> PublicKeyCredentialRpEntity.builder()
                .id(URI.create(origin.issuer()).getHost())
                .name(NAME)
                .build());
        this.delegate = SingletonSupplier.of(() -> {
            Webauthn4JRelyingPartyOperations operations =
                    new Webauthn4JRelyingPartyOperations(users, credentials, entity.get(), Set.of(origin.issuer()));
            operations.setCustomizeCreationOptions(options -> options.authenticatorSelection(VERIFIED));
            operations.setCustomizeRequestOptions(
                    options -> options.userVerification(UserVerificationRequirement.REQUIRED));
            return operations;
        });
    }

    PublicKeyCredentialRpEntity entity() {
        return entity.get();
    }

    @Override
    public PublicKeyCredentialCreationOptions createPublicKeyCredentialCreationOptions(
            PublicKeyCredentialCreationOptionsRequest request) {
        return delegate.get().createPublicKeyCredentialCreationOptions(request);
    }

    @Override
    public CredentialRecord registerCredential(RelyingPartyRegistrationRequest request) {
        return telling.within(() -> {
            CredentialRecord added = delegate.get().registerCredential(request);
            String username = request.getCreationOptions().getUser().getName();
            telling.tell(new PasskeyAdded(username, telling.now()));
            return added;
        });
    }

    @Override
    public PublicKeyCredentialRequestOptions createCredentialRequestOptions(
            PublicKeyCredentialRequestOptionsRequest request) {
        return delegate.get().createCredentialRequestOptions(request);
    }

    @Override
    public PublicKeyCredentialUserEntity authenticate(RelyingPartyAuthenticationRequest request) {
        return delegate.get()
                .authenticate(new RelyingPartyAuthenticationRequest(
                        verified(request.getRequestOptions()), request.getPublicKey()));
    }

    /**
     * What was kept in a session comes back from the database as an equal of the library's constant. The library compares by
     * identity, and would take what is required for something that is not.
     */
    private static PublicKeyCredentialRequestOptions verified(PublicKeyCredentialRequestOptions asked) {
        return PublicKeyCredentialRequestOptions.builder()
                .challenge(asked.getChallenge())
                .timeout(asked.getTimeout())
                .rpId(asked.getRpId())
                .allowCredentials(asked.getAllowCredentials())
                .extensions(asked.getExtensions())
                .userVerification(UserVerificationRequirement.REQUIRED)
                .build();
    }
}
