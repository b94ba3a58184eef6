package health.consilium.translation.rules;

import java.util.Objects;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceAgentComponent;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Reference;

/** Who translated and who verified, as the Provenance of a translation has it. */
public final class Credit {

    public static final String PROFILE = "https://w3id.org/consilium/fhir/StructureDefinition/translation-provenance";

    private static final String PARTICIPANT = "http://terminology.hl7.org/CodeSystem/provenance-participant-type";

    private Credit() {}

    /** Whether it says that this person made the translation from this original, and that nobody has verified it yet. */
    public static boolean isOf(Provenance provenance, String translator, String original) {
        boolean source = provenance.getEntity().stream()
                .filter(entity -> entity.getRole() == ProvenanceEntityRole.SOURCE)
                .anyMatch(entity -> Objects.equals(target(entity.getWhat()), original));
        return provenance.getMeta().hasProfile(PROFILE)
                && source
                && translator(provenance).filter(translator::equals).isPresent()
                && agent(provenance, "verifier").isEmpty();
    }

    public static Optional<String> translator(Provenance provenance) {
        return agent(provenance, "performer");
    }

    private static Optional<String> agent(Provenance provenance, String part) {
        return provenance.getAgent().stream()
                .filter(agent -> agent.getType().hasCoding(PARTICIPANT, part))
                .map(agent -> target(agent.getWho()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The same Provenance, with its verifier. */
    public static Provenance verifiedBy(Provenance provenance, Reference verifier) {
        Provenance verified = provenance.copy();
        verified.addAgent(new ProvenanceAgentComponent(verifier)
                .setType(new CodeableConcept(new Coding(PARTICIPANT, "verifier", null))));
        return verified;
    }

    private static String target(Reference reference) {
        return reference.getReferenceElement().toUnqualifiedVersionless().getValue();
    }
}
