package health.consilium.completeness;

import health.consilium.completeness.rules.GapWords;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.completeness.rules.RequirementStatus;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.Translation;
import health.consilium.terminology.rules.Applicability;
import health.consilium.terminology.rules.Strength;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;

/** How a gap is written as a DetectedIssue, profile {@code gap}. */
final class GapForm {

    static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/gap";
    static final String IDENTIFIER = FhirPackage.CANONICAL + "/sid/gap";
    static final String REQUIREMENT = FhirPackage.CANONICAL + "/StructureDefinition/requirement";
    static final String STATUS = FhirPackage.CANONICAL + "/CodeSystem/requirement-status";
    private static final String GAP_CODE = FhirPackage.CANONICAL + "/CodeSystem/gap-code";

    private GapForm() {}

    /** The gap of an item that nothing is stored of; empty where there is no gap. */
    static Optional<DetectedIssue> computed(ItemResult item) {
        return code(item).map(code -> {
            DetectedIssue gap = new DetectedIssue();
            gap.addExtension(new Extension(REQUIREMENT, CompletenessAnswer.requirement(item)));
            gap.setStatus(DetectedIssueStatus.PRELIMINARY);
            describe(gap, item, code);
            return gap;
        });
    }

    /** A new gap of a case. Its id follows from case and item, so that there is never a second one. */
    static DetectedIssue opened(ItemResult item, String caseNumber, Reference patient, Date now) {
        DetectedIssue gap = computed(item).orElseThrow();
        gap.setId("DetectedIssue/" + id(caseNumber, item.item().id()));
        gap.getMeta().addProfile(PROFILE);
        gap.addIdentifier()
                .setSystem(IDENTIFIER)
                .setValue(caseNumber + "|" + item.item().id());
        gap.setPatient(patient.copy());
        gap.setIdentified(new DateTimeType(now));
        return gap;
    }

    static String id(String caseNumber, String itemId) {
        byte[] name = (IDENTIFIER + "|" + caseNumber + "|" + itemId).getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    /** What is wrong now; the rest of the gap stays as it is. */
    static void describe(DetectedIssue gap, ItemResult item, String code) {
        gap.setCode(new CodeableConcept(new Coding(GAP_CODE, code, null)));
        gap.setSeverity(severity(item));
        gap.setDetail(words(item));
        gap.getEvidence().clear();
        item.evidence().forEach(reference -> gap.addEvidence().addDetail(new Reference(reference)));
    }

    /** An open question is a gap when the case must not be sent without an answer. */
    static Optional<String> code(ItemResult item) {
        boolean blockingQuestion = item.status() == RequirementStatus.QUESTION
                && item.item().requirement().blocking();
        return blockingQuestion ? Optional.of("missing") : item.gapCode();
    }

    private static DetectedIssueSeverity severity(ItemResult item) {
        if (item.item().requirement().blocking()) {
            return DetectedIssueSeverity.HIGH;
        }
        return item.item().requirement().strength() == Strength.RECOMMENDED
                ? DetectedIssueSeverity.LOW
                : DetectedIssueSeverity.MODERATE;
    }

    private static String words(ItemResult item) {
        return words(item, GapWords.ENGLISH, UnaryOperator.identity());
    }

    /** A gap as a reader of another language gets it: what it says now, with the same in these words beside it. */
    static DetectedIssue readable(DetectedIssue gap, ItemResult item, GapWords words, UnaryOperator<String> labels) {
        if (words.isEnglish() || !words(item).equals(gap.getDetail())) {
            return gap;
        }
        DetectedIssue readable = gap.copy();
        Translation.add(readable.getDetailElement(), words.language(), words(item, words, labels));
        return readable;
    }

    /**
     * Why it is a gap, or what would decide whether it is, and what the centre asks differently.
     *
     * @param labels what a label of the checklist is called in the language of the words
     */
    static String words(ItemResult item, GapWords words, UnaryOperator<String> labels) {
        String reasons = item.reasons().stream()
                .map(reason -> words.say(reason, labels))
                .distinct()
                .collect(Collectors.joining("; "));
        if (item.status() == RequirementStatus.QUESTION) {
            String question = question(item, words);
            reasons = reasons.isEmpty() ? question : question + "; " + reasons;
        }
        String why = reasons;
        return item.item()
                .asked()
                .map(words::say)
                .map(asked -> why.isEmpty() ? asked : why + "; " + asked)
                .orElse(why);
    }

    private static String question(ItemResult item, GapWords words) {
        String condition = item.item()
                .requirement()
                .applicability()
                .map(Applicability::text)
                .orElse("");
        return words.ask(condition, item.unknownFacts());
    }

    /** The item that a gap is about; empty for a DetectedIssue of another kind. */
    static Optional<String> itemOf(DetectedIssue issue) {
        return issue.getIdentifier().stream()
                .filter(identifier -> IDENTIFIER.equals(identifier.getSystem()) && identifier.hasValue())
                .map(identifier ->
                        identifier.getValue().substring(identifier.getValue().lastIndexOf('|') + 1))
                .findFirst();
    }

    /** What the item is called, in English. */
    static String label(DetectedIssue gap) {
        Extension requirement = gap.getExtensionByUrl(REQUIREMENT);
        return requirement != null && requirement.getValue() instanceof Coding item && item.hasDisplay()
                ? item.getDisplay()
                : itemOf(gap).orElse("");
    }
}
