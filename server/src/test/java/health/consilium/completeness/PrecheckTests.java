package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import health.consilium.fhir.Refusal;
import health.consilium.fhir.RefusedException;
import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.terminology.rules.CentreAsks;
import health.consilium.terminology.rules.CentreOverride;
import health.consilium.terminology.rules.ServiceAsks;
import health.consilium.terminology.rules.Strength;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.GuidanceResponse;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrecheckTests {

    private static final Precheck PRECHECK = Examples.precheck(reference -> Optional.empty());

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void anExampleCaseHasWhatItSaysThatItHas(String name) {
        JsonNode expected = Examples.expected(name).get("completeness");

        Parameters answer =
                answer(name, Examples.inEnglish(name), expected.get("asOf").asText());

        Map<String, String> statuses = statuses(answer);
        assertThat(answer.getParameterBool("complete"))
                .isEqualTo(expected.get("complete").asBoolean());
        Examples.strings(expected.get("met"))
                .forEach(item -> assertThat(statuses).containsEntry(item, "met"));
        Examples.strings(expected.get("missing"))
                .forEach(item -> assertThat(statuses).containsEntry(item, "missing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void anExampleCaseLacksWhatIsLeftOut(String name) {
        String asOf = Examples.expected(name).get("completeness").get("asOf").asText();
        for (JsonNode variant : Examples.expected(name).get("incomplete")) {
            Bundle records = Examples.without(Examples.inEnglish(name), name, Examples.strings(variant.get("without")));

            Parameters answer = answer(name, records, asOf);

            Examples.strings(variant.get("missing"))
                    .forEach(item -> assertThat(statuses(answer)).containsEntry(item, "missing"));
            if (variant.has("complete")) {
                assertThat(answer.getParameterBool("complete"))
                        .isEqualTo(variant.get("complete").asBoolean());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void anExampleCaseGrowsStale(String name) {
        JsonNode later = Examples.expected(name).get("later");

        Parameters answer =
                answer(name, Examples.inEnglish(name), later.get("asOf").asText());

        assertThat(answer.getParameterBool("complete")).isFalse();
        Examples.strings(later.get("stale"))
                .forEach(item -> assertThat(statuses(answer)).containsEntry(item, "stale"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast", "nsclc", "hcc"})
    void anExampleCaseWhoseDatesAreMovedIsAsFreshHalfAYearLater(String name) {
        Parameters written = answer(name, Examples.inEnglish(name), "2026-11-20");
        Bundle moved = ExampleCases.asFreshOn(LocalDate.of(2027, 6, 1), Examples.inEnglish(name));

        Parameters answer = answer(name, moved, "2027-06-01");

        assertThat(answer.getParameterBool("complete")).isTrue();
        assertThat(statuses(answer)).isEqualTo(statuses(written));
    }

    @Test
    void whatNobodyCanReadYetIsNoEvidence() {
        Parameters answer = answer("breast", ExampleCases.transaction("breast"), "2026-11-20");

        assertThat(statuses(answer)).containsEntry("breast.clin.consult", "not-translated");
        assertThat(answer.getParameterBool("complete")).isFalse();
        DetectedIssue gap = gap(answer, "breast.clin.consult");
        assertThat(gap.getCode().getCodingFirstRep().getCode()).isEqualTo("untranslated");
        assertThat(gap.getDetail()).contains("no verified translation");
        assertThat(gap.hasId()).isFalse();
    }

    @Test
    void evidenceIsNamedAsTheSenderNamesIt() {
        Parameters question = new Parameters();
        question.addParameter().setName("records").setResource(Examples.inEnglish("nsclc"));
        Parameters arrived = Api.FHIR
                .newJsonParser()
                .parseResource(Parameters.class, Api.FHIR.newJsonParser().encodeResourceToString(question));

        Parameters answer =
                answer("nsclc", (Bundle) arrived.getParameterFirstRep().getResource(), "2026-11-20");

        assertThat(answer.getParameterBool("complete")).isTrue();
        assertThat(((Reference) part(item(answer, "nsclc.stage.tnm"), "evidence")
                                .getValue())
                        .getReference())
                .startsWith("urn:uuid:");
    }

    @Test
    void everyAnswerSaysThatTheChecklistIsADraft() {
        Parameters answer = answer("hcc", new Bundle(), "2026-11-20");

        assertThat(answer.getParameterValue("notice").primitiveValue()).contains("Draft content");
        assertThat(answer.getParameterBool("complete")).isFalse();
        assertThat(statuses(answer)).containsEntry("hcc.img.liver", "missing");
    }

    @Test
    void anotherPatientsRecordIsNoEvidenceAndIsNamed() {
        Bundle records = Examples.inEnglish("breast");
        Observation status = records.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Observation.class::isInstance)
                .map(Observation.class::cast)
                .filter(observation -> observation.getCode().hasCoding("http://loinc.org", "89247-1"))
                .findFirst()
                .orElseThrow();
        status.setSubject(new Reference("Patient/somebody-else"));

        Parameters answer = answer("breast", records, "2026-11-20");

        assertThat(statuses(answer)).containsEntry("breast.clin.ps", "missing");
        assertThat(gap(answer, "breast.clin.ps").getDetail()).contains("belongs to another patient");
    }

    @Test
    void aReaderOfArabicReadsArabicBesideTheEnglish() {
        Parameters answer = answer("hcc", new Bundle(), ReaderLanguages.of(new CodeType("ar"), null));

        ParametersParameterComponent item = item(answer, "hcc.img.liver");
        assertThat(((Coding) part(item, "requirement").getValue()).getDisplay())
                .isEqualTo("Multiphasic contrast CT or MRI of the liver");
        assertThat(value(part(item, "label"), "text")).contains("تصوير");
        assertThat(value(part(item, "label"), "language")).isEqualTo("ar");
        assertThat(value(part(item, "label"), "translation")).isEqualTo("draft");
        ParametersParameterComponent remedy = part(item, "remedy");
        assertThat(((Coding) part(remedy, "code").getValue()).getDisplay()).startsWith("Ask the radiology department");
        assertThat(value(remedy, "text")).contains("قسم الأشعة").contains("DICOMDIR");
        assertThat(value(remedy, "translation")).isEqualTo("draft");
        assertThat(answer.getParameterValue("language").primitiveValue()).isEqualTo("ar");
        assertThat(notices(answer))
                .hasSize(3)
                .contains("Why an item matters is told in English.")
                .anySatisfy(notice -> assertThat(notice).startsWith("Draft translation (ar), not signed off"));
    }

    @Test
    void whatIsThereNeedsNoAdviceHowToObtainIt() {
        Parameters answer = answer("breast", Examples.inEnglish("breast"), "2026-11-20");

        assertThat(items(answer)).allSatisfy(item -> assertThat(item.getPart())
                .filteredOn(part -> part.getName().equals("remedy"))
                .hasSize(value(item, "status").equals("met") ? 0 : 1));
    }

    @Test
    void whatIsOpenSaysWhyItMatters() {
        Parameters answer = answer("hcc", new Bundle(), "2026-11-20");

        assertThat(items(answer))
                .allSatisfy(item -> assertThat(value(item, "why")).isNotBlank());
        assertThat(items(answer("breast", Examples.inEnglish("breast"), "2026-11-20")))
                .filteredOn(item -> value(item, "status").equals("met"))
                .isNotEmpty()
                .allSatisfy(item -> assertThat(item.getPart())
                        .noneMatch(part -> part.getName().equals("why")));
    }

    @Test
    void theSameIsToldToMachines() {
        Parameters answer = answer("nsclc", Examples.inEnglish("nsclc"), "2026-11-20");

        GuidanceResponse guidance = (GuidanceResponse) answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("guidance"))
                .findFirst()
                .orElseThrow()
                .getResource();
        assertThat(guidance.getSubject().getReference()).startsWith("urn:uuid:");
        assertThat(guidance.hasDataRequirement()).isTrue();
    }

    @Test
    void englishIsNoTranslation() {
        Parameters answer = answer("hcc", new Bundle(), ReaderLanguages.of(null, "en-KE"));

        ParametersParameterComponent label = part(item(answer, "hcc.img.liver"), "label");
        assertThat(value(label, "text")).isEqualTo("Multiphasic contrast CT or MRI of the liver");
        assertThat(label.getPart())
                .extracting(ParametersParameterComponent::getName)
                .containsExactly("text", "language");
        assertThat(notices(answer)).hasSize(1);
    }

    @Test
    void aLanguageWithoutTranslationIsNamed() {
        Parameters answer = answer("hcc", new Bundle(), ReaderLanguages.of(null, "kk-KZ"));

        assertThat(answer.getParameterValue("language").primitiveValue()).isEqualTo("en");
        assertThat(notices(answer)).contains("There is no translation into kk-KZ here: the texts are in English.");
    }

    @Test
    void incompleteQuestionsAreRefusedInWords() {
        CanonicalType checklist = checklist("breast");
        Bundle two = new Bundle();
        two.addEntry().setResource(new Patient().setActive(true));
        two.addEntry().setResource(new Patient().setActive(true));

        assertThat(refusal(() -> PrecheckRequest.of(null, checklist, null, null))
                        .expressions()
                        .get(0))
                .contains("records");
        assertThat(refusal(() -> PrecheckRequest.of(new Bundle(), null, null, null))
                        .expressions()
                        .get(0))
                .contains("checklist");
        assertThat(refusal(() -> PrecheckRequest.of(new Bundle(), checklist, null, new DateTimeType("2026-11")))
                        .expressions()
                        .get(0))
                .contains("asOf");
        assertThat(refusal(() -> PrecheckRequest.of(two, checklist, null, null)).status())
                .isEqualTo(422);
        assertThat(refusal(() -> answer("unheard-of", new Bundle(), "2026-11-20"))
                        .code())
                .isEqualTo("unknown-checklist");
    }

    @Test
    void aHospitalAsksBeforeItSendsWhatOneCentreWouldAsk() {
        CentreAsks centre = new CentreAsks(
                "Organization/c",
                "Centre of the Lake",
                List.of(new ServiceAsks(
                        Set.of("breast"),
                        List.of(new CentreOverride(
                                "breast.mol.her2",
                                false,
                                Optional.of(Strength.REQUIRED),
                                Optional.of(true),
                                OptionalInt.of(1),
                                "We test anew")),
                        Optional.empty())));
        Precheck precheck = Examples.precheck(reference ->
                Optional.of(centre).filter(known -> known.reference().equals(reference)));

        Parameters answer = precheck.answer(asked("Organization/c"), ReaderLanguages.of(new CodeType("fr"), null));

        assertThat(statuses(answer)).containsEntry("breast.mol.her2", "stale");
        assertThat(answer.getParameterBool("complete")).isFalse();
        assertThat(((Reference) answer.getParameter("centre").getValue()).getDisplay())
                .isEqualTo("Centre of the Lake");
        String json = Api.FHIR.newJsonParser().encodeResourceToString(answer);
        assertThat(json)
                .contains("Centre of the Lake le demande pour sa part, datant de 1 jours au plus : We test anew")
                .contains("Centre of the Lake asks for this itself, no older than 1 days: We test anew");
        GuidanceResponse guidance =
                (GuidanceResponse) answer.getParameter("guidance").getResource();
        assertThat(guidance.getDataRequirement())
                .filteredOn(
                        data -> Api.FHIR.newJsonParser().encodeToString(data).contains("\"breast.mol.her2\""))
                .isNotEmpty()
                .allSatisfy(data -> assertThat(
                                data.getDateFilterFirstRep().getValueDuration().getValue())
                        .isEqualByComparingTo("1"));
        assertThat(refusal(() -> precheck.answer(asked("Organization/other"), ReaderLanguages.of(null, null)))
                        .code())
                .isEqualTo("dangling-reference");
    }

    private static PrecheckRequest asked(String centre) {
        return PrecheckRequest.of(
                Examples.inEnglish("breast"),
                checklist("breast"),
                new Reference(centre),
                new DateTimeType("2026-11-20"));
    }

    private static Refusal refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable asked) {
        return catchThrowableOfType(RefusedException.class, asked).refusals().get(0);
    }

    private static Parameters answer(String checklist, Bundle records, String asOf) {
        return PRECHECK.answer(
                PrecheckRequest.of(records, checklist(checklist), null, new DateTimeType(asOf)),
                ReaderLanguages.of(null, null));
    }

    private static Parameters answer(String checklist, Bundle records, ReaderLanguages readers) {
        return PRECHECK.answer(
                PrecheckRequest.of(records, checklist(checklist), null, new DateTimeType("2026-11-20")), readers);
    }

    private static List<String> notices(Parameters answer) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("notice"))
                .map(parameter -> parameter.getValue().primitiveValue())
                .toList();
    }

    private static String value(ParametersParameterComponent group, String name) {
        return part(group, name).getValue().primitiveValue();
    }

    private static CanonicalType checklist(String type) {
        return new CanonicalType("https://w3id.org/consilium/fhir/PlanDefinition/checklist-" + type);
    }

    private static Map<String, String> statuses(Parameters answer) {
        Map<String, String> statuses = new TreeMap<>();
        items(answer)
                .forEach(item -> statuses.put(
                        requirement(item), part(item, "status").getValue().primitiveValue()));
        return statuses;
    }

    private static DetectedIssue gap(Parameters answer, String id) {
        return items(answer).stream()
                .filter(item -> requirement(item).equals(id))
                .map(item -> (DetectedIssue) part(item, "gap").getResource())
                .findFirst()
                .orElseThrow();
    }

    private static ParametersParameterComponent item(Parameters answer, String id) {
        return items(answer).stream()
                .filter(item -> requirement(item).equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<ParametersParameterComponent> items(Parameters answer) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("item"))
                .toList();
    }

    private static String requirement(ParametersParameterComponent item) {
        return ((Coding) part(item, "requirement").getValue()).getCode();
    }

    private static ParametersParameterComponent part(ParametersParameterComponent item, String name) {
        return item.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
