package health.consilium.completeness;

import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.completeness.rules.ItemResult;
import health.consilium.completeness.rules.RequirementStatus;
import health.consilium.terminology.rules.Asked;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.Systems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Duration;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.GuidanceResponse.GuidanceResponseStatus;
import org.hl7.fhir.r4.model.Reference;

/**
 * The result in the words of clinical decision support, https://hl7.org/fhir/R4/guidanceresponse.html: which data would meet
 * what is open, and which facts would decide what is asked. What is met, waived or does not apply asks for nothing.
 */
final class GuidanceForm {

    private GuidanceForm() {}

    static GuidanceResponse of(CompletenessResult result, Optional<Reference> patient) {
        GuidanceResponse guidance = new GuidanceResponse();
        Checklist checklist = result.checklist();
        guidance.setModule(new CanonicalType(checklist.url() + "|" + checklist.version()));
        patient.ifPresent(guidance::setSubject);
        guidance.setOccurrenceDateTimeElement(new DateTimeType(result.asOf().toString()));
        guidance.addNote().setText(checklist.notice());
        Map<String, DataRequirement> facts = new LinkedHashMap<>();
        for (ItemResult item : result.items()) {
            if (asksForFacts(item)) {
                item.unknownFacts().stream()
                        .sorted()
                        .forEach(fact -> name(facts.computeIfAbsent(fact, GuidanceForm::fact), item));
            } else if (!item.status().isSettled()) {
                item.item().guidance().inputs().forEach(input -> {
                    DataRequirement asked = input.copy();
                    item.item().asked().ifPresent(differently -> age(asked, differently));
                    name(asked, item);
                    guidance.addDataRequirement(asked);
                });
            }
        }
        facts.values().forEach(guidance::addDataRequirement);
        return guidance.setStatus(
                guidance.hasDataRequirement() ? GuidanceResponseStatus.DATAREQUIRED : GuidanceResponseStatus.SUCCESS);
    }

    /** The checklist says its own age; the centre says another. */
    private static void age(DataRequirement input, Asked asked) {
        asked.maxAgeDays().ifPresent(days -> {
            Duration age = new Duration();
            age.setValue(days)
                    .setUnit("d")
                    .setSystem("http://unitsofmeasure.org")
                    .setCode("d");
            if (!input.hasDateFilter()) {
                input.addDateFilter().setSearchParam("date");
            }
            input.getDateFilter().forEach(filter -> filter.setValue(age));
        });
    }

    /** Until the facts are known nobody need look for the records. */
    private static boolean asksForFacts(ItemResult item) {
        return item.status() == RequirementStatus.QUESTION
                && !item.unknownFacts().isEmpty();
    }

    private static void name(DataRequirement asked, ItemResult item) {
        asked.addExtension(GapForm.REQUIREMENT, CompletenessAnswer.requirement(item));
    }

    /** A person can always state a fact in so many words, see {@code CodeSystem/case-fact}. */
    private static DataRequirement fact(String fact) {
        DataRequirement asked = new DataRequirement().setType("Observation");
        asked.addCodeFilter().setPath("code").setCode(List.of(new Coding(Systems.CASE_FACT, fact, null)));
        return asked;
    }
}
