package health.consilium.translation.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

class CreditTests {

    private static final String TRANSLATOR = "Practitioner/translator-1";
    private static final String ORIGINAL = "DocumentReference/original";

    private final Provenance provenance = provenance();

    @Test
    void itNamesTheTranslatorAndTheOriginal() {
        assertThat(Credit.isOf(provenance, TRANSLATOR, ORIGINAL)).isTrue();
        assertThat(Credit.translator(provenance)).contains(TRANSLATOR);
    }

    @Test
    void itDoesNotCreditAnotherPersonOrDocument() {
        assertThat(Credit.isOf(provenance, "Practitioner/translator-2", ORIGINAL))
                .isFalse();
        assertThat(Credit.isOf(provenance, TRANSLATOR, "DocumentReference/another"))
                .isFalse();
    }

    @Test
    void aTranslatorCannotBringAVerifierAlong() {
        Provenance verified = Credit.verifiedBy(provenance, new Reference("Practitioner/translator-2"));

        assertThat(Credit.isOf(verified, TRANSLATOR, ORIGINAL)).isFalse();
    }

    @Test
    void theVerifierJoinsTheTranslator() {
        Provenance verified = Credit.verifiedBy(provenance, new Reference("Practitioner/translator-2"));

        assertThat(verified.getAgent()).hasSize(2);
        assertThat(verified.getAgent().get(1).getType().getCodingFirstRep().getCode())
                .isEqualTo("verifier");
        assertThat(provenance.getAgent()).hasSize(1);
    }

    private static Provenance provenance() {
        Provenance provenance = new Provenance();
        provenance.getMeta().addProfile(Credit.PROFILE);
        provenance
                .addAgent()
                .setType(new CodeableConcept(new Coding(
                        "http://terminology.hl7.org/CodeSystem/provenance-participant-type", "performer", null)))
                .setWho(new Reference(TRANSLATOR));
        provenance.addEntity().setRole(ProvenanceEntityRole.SOURCE).setWhat(new Reference(ORIGINAL));
        return provenance;
    }
}
