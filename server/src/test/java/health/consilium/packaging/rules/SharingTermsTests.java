package health.consilium.packaging.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.Refusal;
import java.time.Instant;
import java.util.Date;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SharingTermsTests {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final SharingTerms TERMS =
            new SharingTerms("Patient/1", "Organization/heidelberg", "DocumentReference/7", NOW);

    @Test
    void aConsentThatNamesPatientCentreAndPackageCoversTheDisclosure() {
        assertThat(TERMS.objections(consent())).isEmpty();
    }

    @Test
    void aReferenceWithAddressAndVersionMeansTheSame() {
        Consent consent = consent();
        consent.getProvision()
                .getDataFirstRep()
                .setReference(new Reference("https://consilium.test/fhir/DocumentReference/7/_history/1"));

        assertThat(TERMS.objections(consent)).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("whatIsNotCovered")
    void anythingElseDoesNot(String what, Consumer<Consent> change, String code) {
        Consent consent = consent();
        change.accept(consent);

        assertThat(TERMS.objections(consent)).extracting(Refusal::code).containsExactly(code);
    }

    static Stream<Arguments> whatIsNotCovered() {
        return Stream.of(
                row("proposed", consent -> consent.setStatus(ConsentState.PROPOSED), "no-consent"),
                row("revoked", consent -> consent.setStatus(ConsentState.INACTIVE), "no-consent"),
                row("ended now", consent -> consent.getProvision().getPeriod().setEnd(Date.from(NOW)), "no-consent"),
                row("without end", consent -> consent.getProvision().getPeriod().setEnd(null), "no-consent"),
                row(
                        "a denial",
                        consent -> consent.getProvision().setType(Consent.ConsentProvisionType.DENY),
                        "no-consent"),
                row("no profile", consent -> consent.getMeta().getProfile().clear(), "no-consent"),
                row("another patient", consent -> consent.setPatient(new Reference("Patient/2")), "consent-mismatch"),
                row("another centre", consent -> recipient(consent, "Organization/seoul"), "consent-mismatch"),
                row("two centres", consent -> addRecipient(consent, "Organization/seoul"), "consent-mismatch"),
                row("nobody", consent -> consent.getProvision().getActor().clear(), "consent-mismatch"),
                row(
                        "another package",
                        consent -> consent.getProvision()
                                .getDataFirstRep()
                                .setReference(new Reference("DocumentReference/8")),
                        "consent-mismatch"),
                row("everything", consent -> consent.getProvision().getData().clear(), "consent-mismatch"));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        Consent consent = consent();
        consent.setStatus(ConsentState.INACTIVE);
        recipient(consent, "Organization/seoul");

        assertThat(TERMS.objections(consent))
                .extracting(Refusal::code)
                .containsExactly("no-consent", "consent-mismatch");
    }

    private static Arguments row(String what, Consumer<Consent> change, String code) {
        return Arguments.of(what, change, code);
    }

    private static void recipient(Consent consent, String centre) {
        consent.getProvision().getActorFirstRep().setReference(new Reference(centre));
    }

    private static void addRecipient(Consent consent, String centre) {
        consent.getProvision().addActor().setReference(new Reference(centre));
    }

    private static Consent consent() {
        Consent consent = new Consent();
        consent.getMeta().addProfile("https://w3id.org/consilium/fhir/StructureDefinition/sharing-consent");
        consent.setStatus(ConsentState.ACTIVE);
        consent.setPatient(new Reference("Patient/1"));
        consent.getProvision()
                .setType(Consent.ConsentProvisionType.PERMIT)
                .getPeriod()
                .setEnd(Date.from(NOW.plusSeconds(3600)));
        consent.getProvision()
                .addActor()
                .setRole(new CodeableConcept(
                        new Coding("http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "IRCP", null)))
                .setReference(new Reference("Organization/heidelberg"));
        consent.getProvision()
                .addData()
                .setMeaning(Consent.ConsentDataMeaning.INSTANCE)
                .setReference(new Reference("DocumentReference/7"));
        return consent;
    }
}
