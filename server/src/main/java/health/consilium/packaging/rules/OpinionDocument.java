package health.consilium.packaging.rules;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;

/**
 * Makes the delivered opinion a document of its own, profile {@code opinion-package}: whoever gets the file needs no access
 * to this server, so that the PDFs are in it.
 */
public final class OpinionDocument {

    private static final String PROFILE = "https://w3id.org/consilium/fhir/StructureDefinition/opinion-package";

    private OpinionDocument() {}

    /**
     * @param report the opinion
     * @param parts recommendations, PDF and its translation with their Binaries, answers
     * @param others what all of these refer to
     */
    public static Bundle assemble(
            Composition report,
            Patient patient,
            List<Resource> parts,
            List<Resource> others,
            ReferralDocument.Stamp stamp) {
        List<Resource> resources = new ArrayList<>();
        resources.add(report);
        resources.add(patient);
        resources.addAll(parts);
        resources.addAll(others);
        return ReferralDocument.bundle(PROFILE, resources, stamp);
    }
}
