package health.consilium.packaging;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import com.nimbusds.jose.jwk.Curve;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.StorageInterceptor;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Base64BinaryType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Certificates that organizations of the directory have registered, to have what they pull encrypted to them. */
@Component
@Interceptor(order = 160)
class RecipientCertificates implements StorageInterceptor {

    static final String EXTENSION = FhirPackage.CANONICAL + "/StructureDefinition/encryption-certificate";

    private static final Set<Curve> CURVES = Set.of(Curve.P_256, Curve.P_384);

    private final FhirStore store;
    private final Clock clock;

    RecipientCertificates(@Lazy FhirStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** The certificate of the organization; empty when it has none, or the one it has is valid no longer. */
    Optional<X509Certificate> of(String organization) {
        return store.find(Organization.class, new IdType(organization).getIdPart())
                .flatMap(RecipientCertificates::bytes)
                .flatMap(RecipientCertificates::parse)
                .filter(certificate ->
                        !clock.instant().isBefore(certificate.getNotBefore().toInstant()))
                .filter(certificate ->
                        clock.instant().isBefore(certificate.getNotAfter().toInstant()));
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
    public void created(IBaseResource resource) {
        check(resource);
    }

    @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
    public void updated(IBaseResource before, IBaseResource after) {
        check(after);
    }

    /** Better refused when it is registered than found out when a package waits. */
    private void check(IBaseResource resource) {
        if (!(resource instanceof Organization organization)) {
            return;
        }
        Optional<byte[]> bytes = bytes(organization);
        if (bytes.isEmpty()) {
            return;
        }
        Optional<X509Certificate> certificate = parse(bytes.get());
        if (certificate.isEmpty()) {
            throw refusal("It is not an X.509 certificate (DER) with a key on P-256 or P-384.");
        }
        if (!certificate.get().getNotAfter().after(Date.from(clock.instant()))) {
            throw refusal("It has expired.");
        }
    }

    private static RuntimeException refusal(String why) {
        return Refusal.unprocessable(
                        "invalid-profile",
                        "The certificate for encryption cannot be used. " + why,
                        "Organization.extension")
                .asException();
    }

    private static Optional<byte[]> bytes(Organization organization) {
        return Optional.ofNullable(organization.getExtensionByUrl(EXTENSION))
                .map(Extension::getValue)
                .filter(Base64BinaryType.class::isInstance)
                .map(value -> ((Base64BinaryType) value).getValue());
    }

    private static Optional<X509Certificate> parse(byte[] der) {
        try {
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return certificate.getPublicKey() instanceof ECPublicKey key
                            && CURVES.contains(Curve.forECParameterSpec(key.getParams()))
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (CertificateException e) {
            return Optional.empty();
        }
    }
}
