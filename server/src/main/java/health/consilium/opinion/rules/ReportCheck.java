package health.consilium.opinion.rules;

import health.consilium.fhir.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.SectionComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;

/** What a report must hold, by its stage; everything that is wrong is told at once. */
public final class ReportCheck {

    private static final String QUESTION = "https://w3id.org/consilium/fhir/StructureDefinition/clinical-question";
    private static final String ANSWERS = "https://w3id.org/consilium/fhir/StructureDefinition/answers-question";
    private static final Set<String> PROPOSED =
            Set.of("MedicationRequest", "ServiceRequest", "RequestGroup", "CarePlan");

    private ReportCheck() {}

    public static List<Refusal> refusals(ReceivedReport report, ReportStage stage, ServiceRequest referral) {
        List<Refusal> refusals = new ArrayList<>(parts(report));
        if (stage != ReportStage.PRELIMINARY) {
            refusals.addAll(whole(report, referral));
        } else if (report.resources().isEmpty()) {
            refusals.add(Refusal.unprocessable("incomplete", "The report is empty.", "report"));
        }
        return refusals;
    }

    private static List<Refusal> parts(ReceivedReport report) {
        List<Refusal> refusals = new ArrayList<>();
        Set<String> strange = report.resources().stream()
                .map(Resource::fhirType)
                .filter(type -> !ReceivedReport.TYPES.contains(type))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!strange.isEmpty()) {
            refusals.add(Refusal.unprocessable(
                    "unsupported",
                    "A report holds " + ReceivedReport.TYPES.stream().sorted().collect(Collectors.joining(", "))
                            + "; this one has " + String.join(", ", strange) + ".",
                    "report"));
        }
        long opinions = report.resources().stream()
                .filter(Composition.class::isInstance)
                .count();
        if (opinions > 1) {
            refusals.add(Refusal.unprocessable(
                    "duplicate", "A report has one Composition; this one has " + opinions + ".", "report"));
        }
        report.resources().stream()
                .filter(part -> PROPOSED.contains(part.fhirType()) && !isProposal(part))
                .forEach(part -> refusals.add(Refusal.unprocessable(
                        "invalid-profile",
                        "In an opinion a " + part.fhirType() + " has intent proposal: the treating oncologist orders.",
                        part.fhirType() + ".intent")));
        return refusals;
    }

    private static boolean isProposal(Resource part) {
        Property intent = part.getNamedProperty("intent");
        return intent.getValues().stream().anyMatch(value -> "proposal".equals(value.primitiveValue()));
    }

    private static List<Refusal> whole(ReceivedReport report, ServiceRequest referral) {
        Set<Integer> open = unanswered(report, referral);
        if (open.isEmpty()) {
            return List.of();
        }
        String numbers = open.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return List.of(Refusal.unprocessable(
                "unanswered-question",
                report.opinion().isEmpty()
                        ? "A report without a Composition (profile opinion-report) can be handed in as preliminary only:"
                                + " clinical questions " + numbers + " need a section each that answers them."
                        : "No section answers clinical question " + numbers
                                + "; give each a section with the extension answers-question.",
                "Composition.section"));
    }

    /** Numbers of the clinical questions without a section of their own. */
    static Set<Integer> unanswered(ReceivedReport report, ServiceRequest referral) {
        Set<Integer> open = new LinkedHashSet<>();
        referral.getExtensionsByUrl(QUESTION)
                .forEach(question -> open.add(number(question.getExtensionByUrl("number"))));
        report.opinion().ifPresent(opinion -> answered(opinion.getSection(), open));
        return open;
    }

    private static void answered(List<SectionComponent> sections, Set<Integer> open) {
        for (SectionComponent section : sections) {
            boolean says = section.hasEntry()
                    || (section.hasText()
                            && !section.getText().getDiv().allText().isBlank());
            section.getExtensionsByUrl(ANSWERS).stream()
                    .filter(answer -> says)
                    .forEach(answer -> open.remove(number(answer)));
            answered(section.getSection(), open);
        }
    }

    private static Integer number(Extension extension) {
        return Integer.valueOf(extension.getValue().primitiveValue());
    }
}
