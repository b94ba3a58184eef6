package health.consilium.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.access.Compartment;
import health.consilium.completeness.rules.CompletenessResult;
import health.consilium.completeness.rules.RequirementStatus;
import health.consilium.support.InMemoryFhirStore;
import health.consilium.terminology.rules.CentreAsks;
import health.consilium.terminology.rules.CentreOverride;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.ServiceAsks;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TestCases;
import health.consilium.workflow.TestWaivers;
import health.consilium.workflow.Waivers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueMitigationComponent;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.ImagingStudy;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

class GapsTests {

    private static final String CASE = "C-2026-7QK2M4XA";
    private static final String MAMMOGRAM = "breast.img.mammo";
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final Checklist CHECKLIST =
            Content.checklists().forTumourType("breast").orElseThrow();
    private static final Predicate<Resource> MAMMOGRAPHY = resource ->
            resource instanceof ImagingStudy study && study.getDescription().contains("mammography");

    private final InMemoryFhirStore store = new InMemoryFhirStore();
    private final Clock clock = Clock.fixed(Instant.parse("2026-11-20T09:00:00Z"), ZoneOffset.UTC);
    private final Waivers signatures = TestWaivers.signed();
    private final Gaps gaps = new Gaps(TestCases.over(store), store, signatures, clock);
    private final CaseFile file = file();

    @Test
    void whatIsMissingBecomesAGap() {
        review(MAMMOGRAPHY);

        DetectedIssue gap = gaps.of(file).get(MAMMOGRAM);
        assertThat(gap.getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
        assertThat(gap.getIdentifierFirstRep().getValue()).isEqualTo(CASE + "|" + MAMMOGRAM);
        assertThat(gap.getSeverity()).isEqualTo(DetectedIssueSeverity.HIGH);
        assertThat(gap.getPatient().getReference()).isEqualTo("Patient/asha");
        assertThat(Compartment.caseNumber(gap)).contains(CASE);
        assertThat(gap.getDetail()).isNotBlank();
    }

    @Test
    void whatIsOnlyRecommendedIsAGapOfLowSeverity() {
        review(resource -> false);

        assertThat(gaps.of(file).get("breast.mol.germline").getSeverity()).isEqualTo(DetectedIssueSeverity.LOW);
        assertThat(gaps.of(file)).doesNotContainKeys(MAMMOGRAM, "breast.path.synoptic");
    }

    @Test
    void whenTheEvidenceArrivesTheGapClosesAndSaysByWhat() {
        review(MAMMOGRAPHY);
        CompletenessResult result = review(resource -> false);

        DetectedIssue gap = gaps.of(file).get(MAMMOGRAM);
        assertThat(gap.getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
        assertThat(gap.getMitigationFirstRep().getAction().getText())
                .isEqualTo("Met by "
                        + result.item(MAMMOGRAM).orElseThrow().evidence().get(0));
        assertThat(gap.getMitigationFirstRep().hasAuthor()).isFalse();
    }

    @Test
    void whenTheEvidenceIsTakenBackTheGapOpensAgain() {
        review(MAMMOGRAPHY);
        review(resource -> false);
        review(MAMMOGRAPHY);

        DetectedIssue gap = gaps.of(file).get(MAMMOGRAM);
        assertThat(gap.getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
        assertThat(gap.getMitigation()).isEmpty();
    }

    @Test
    void nothingIsWrittenWhereNothingChanged() {
        review(MAMMOGRAPHY);
        List<String> versions = versions();

        review(MAMMOGRAPHY);

        assertThat(versions()).isEqualTo(versions);
    }

    @Test
    void aWaivedItemCountsUntilTheWaiverIsTakenBack() {
        review(MAMMOGRAPHY);
        DetectedIssue gap = gaps.of(file).get(MAMMOGRAM);
        signatures.sign(gap, waive(gap), Date.from(clock.instant()));
        store.update(gap);

        CompletenessResult waived = review(MAMMOGRAPHY);
        assertThat(waived.item(MAMMOGRAM).orElseThrow().status()).isEqualTo(RequirementStatus.WAIVED);
        assertThat(waived.complete()).isTrue();
        assertThat(gaps.of(file)
                        .get(MAMMOGRAM)
                        .getMitigationFirstRep()
                        .getAction()
                        .getText())
                .isEqualTo("Waived: double mastectomy");

        store.update(gaps.of(file).get(MAMMOGRAM).setStatus(DetectedIssueStatus.PRELIMINARY));
        assertThat(review(MAMMOGRAPHY).item(MAMMOGRAM).orElseThrow().status()).isEqualTo(RequirementStatus.MISSING);
    }

    /** As somebody with the database in hand might write it. */
    @Test
    void aWaiverWhoseSignatureIsNotGoodWaivesNothing() {
        review(MAMMOGRAPHY);
        DetectedIssue gap = gaps.of(file).get(MAMMOGRAM);
        waive(gap);
        store.update(gap);

        assertThat(review(MAMMOGRAPHY).item(MAMMOGRAM).orElseThrow().status()).isEqualTo(RequirementStatus.MISSING);
        assertThat(gaps.of(file).get(MAMMOGRAM).getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
    }

    @Test
    void whatOnlyOneCentreAsksClosesWithAnotherCentre() {
        String her2 = "breast.mol.her2";
        String synoptic = "breast.path.synoptic";
        CentreAsks strict = new CentreAsks(
                "Organization/c",
                "Centre of the Lake",
                List.of(new ServiceAsks(
                        Set.of(),
                        List.of(
                                asked(her2, Optional.empty(), OptionalInt.of(1)),
                                asked(synoptic, Optional.of(true), OptionalInt.empty())),
                        Optional.empty())));

        review(CHECKLIST.askedBy(strict), resource -> false);
        DetectedIssue stale = gaps.of(file).get(her2);
        assertThat(stale.getCode().getCodingFirstRep().getCode()).isEqualTo("stale");
        assertThat(stale.getDetail()).endsWith("; Centre of the Lake takes it no older than 1 days: We look anew");
        boolean asksAQuestion = gaps.of(file).containsKey(synoptic);

        review(CHECKLIST, resource -> false);
        assertThat(gaps.of(file).get(her2).getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
        assertThat(asksAQuestion).as("whether there was surgery is not told").isTrue();
        assertThat(gaps.of(file).get(synoptic).getStatus()).isEqualTo(DetectedIssueStatus.FINAL);

        review(CHECKLIST.askedBy(strict), resource -> false);
        assertThat(gaps.of(file).get(her2).getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
        assertThat(gaps.of(file).get(synoptic).getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
    }

    private static CentreOverride asked(String item, Optional<Boolean> blocking, OptionalInt age) {
        return new CentreOverride(item, false, Optional.empty(), blocking, age, "We look anew");
    }

    @Test
    void aGapOfAnItemThatIsAskedForNoLongerCloses() {
        review(MAMMOGRAPHY);
        CompletenessResult other = Examples.engine()
                .evaluate(
                        Content.checklists().forTumourType("hcc").orElseThrow(),
                        records(MAMMOGRAPHY),
                        TODAY,
                        gaps.waivers(Map.of()));

        gaps.keep(file, other, gaps.of(file));

        assertThat(gaps.of(file).get(MAMMOGRAM).getStatus()).isEqualTo(DetectedIssueStatus.FINAL);
        assertThat(gaps.of(file).get("hcc.img.liver").getStatus()).isEqualTo(DetectedIssueStatus.PRELIMINARY);
    }

    private static DetectedIssueMitigationComponent waive(DetectedIssue gap) {
        DetectedIssueMitigationComponent mitigation = gap.setStatus(DetectedIssueStatus.FINAL)
                .addMitigation()
                .setAction(new CodeableConcept().setText("double mastectomy"))
                .setAuthor(new Reference("Practitioner/clinician"));
        Mitigations.markWaived(mitigation);
        return mitigation;
    }

    private CompletenessResult review(Predicate<Resource> lost) {
        return review(CHECKLIST, lost);
    }

    private CompletenessResult review(Checklist checklist, Predicate<Resource> lost) {
        Map<String, DetectedIssue> stored = gaps.of(file);
        CompletenessResult result = Examples.engine().evaluate(checklist, records(lost), TODAY, gaps.waivers(stored));
        gaps.keep(file, result, stored);
        return result;
    }

    private List<String> versions() {
        return gaps.of(file).values().stream()
                .map(gap -> gap.getMeta().getVersionId())
                .toList();
    }

    private static List<Resource> records(Predicate<Resource> lost) {
        return Examples.inEnglish("breast").getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(lost.negate())
                .toList();
    }

    private static CaseFile file() {
        ServiceRequest request = new ServiceRequest();
        request.setId("ServiceRequest/case");
        request.getMeta().addSecurity(Compartment.ofCase(CASE));
        request.setSubject(new Reference("Patient/asha"));
        return new CaseFile(request, new Task());
    }
}
