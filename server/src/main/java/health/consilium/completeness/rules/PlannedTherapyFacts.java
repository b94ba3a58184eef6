package health.consilium.completeness.rules;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.ServiceRequest;

/** What is planned, from requests with intent proposal, plan or order. Other plans may exist that no record names. */
final class PlannedTherapyFacts implements FactRule {
    private static final Set<String> OVER = Set.of("revoked", "completed", "entered-in-error", "cancelled", "stopped");
    private static final Map<String, Pattern> BY_WORDS = Map.of(
            "reirradiation", Pattern.compile("re-?irradiation"),
            "radiotherapy", Pattern.compile("radiotherap|radiation therap|irradiation|brachytherap"),
            "resection", Pattern.compile("resection|\\w+ectomy\\b"),
            "liverTransplant", Pattern.compile("liver transplant"),
            "transplant", Pattern.compile("stem cell transplant|bone marrow transplant|\\bhsct\\b"),
            "carT", Pattern.compile("\\bcar[- ]?t\\b"),
            "prrt", Pattern.compile("\\bprrt\\b|lutetium"),
            "bispecificAntibody", Pattern.compile("bispecific|blinatumomab"));

    @Override
    public void read(FactContext context, CaseFacts.Builder facts) {
        Set<String> therapies = new HashSet<>();
        for (MedicationRequest request : context.records(MedicationRequest.class)) {
            if (!OVER.contains(String.valueOf(request.getStatusElement().getValueAsString()))) {
                Drugs.addClasses(Drugs.of(request.getMedication()), therapies);
            }
        }
        for (ServiceRequest request : context.records(ServiceRequest.class)) {
            if (!OVER.contains(String.valueOf(request.getStatusElement().getValueAsString()))) {
                String words = Concepts.words(request.getCode());
                BY_WORDS.forEach((therapy, pattern) -> {
                    if (pattern.matcher(words).find()) {
                        therapies.add(therapy);
                    }
                });
            }
        }
        therapies.forEach(t -> facts.has("plannedTherapy", t));
    }
}
