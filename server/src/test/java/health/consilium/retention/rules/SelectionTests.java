package health.consilium.retention.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.Eraser.Link;
import health.consilium.fhir.Eraser.Stored;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectionTests {

    private static final Set<String> CLINICAL =
            Set.of("Observation", "Condition", "Patient", "RelatedPerson", "Provenance", "Claim", "Binary");

    private final Stored patient = stored(1, "Patient/p", "case.C1");
    private final Stored fact = stored(2, "Observation/o", "case.C1", "contributor.h");
    private final Stored work = stored(3, "Task/t", "desk.C1");

    private static Stored stored(long key, String reference, String... labels) {
        return new Stored(key, reference, Set.of(labels), false);
    }

    private static Selection selection(Scope scope) {
        return new Selection("C1", scope, CLINICAL, Set.of("Organization"));
    }

    @Test
    void ofACaseEverythingGoesButTheProof() {
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(patient, fact, work), Set.of("Task/t"));

        assertThat(selection.going()).containsExactly(patient, fact);
    }

    @Test
    void ofRecordsWhoThePatientIsAndWhatWasWorkedStays() {
        Selection selection = selection(Scope.RECORDS);
        Stored price = stored(4, "Claim/c", "case.C1");
        selection.begin(List.of(patient, fact, work, price), Set.of());

        assertThat(selection.going()).containsExactly(fact);
        assertThat(selection.settle(List.of(new Link(work, fact.key())))).isFalse();
        assertThat(selection.cut()).containsExactly(work);
    }

    @Test
    void whatAnotherCaseBearsOrRefersToStays() {
        Stored tumour = stored(5, "Condition/c", "case.C1", "case.C2");
        Stored elsewhere = stored(6, "Observation/x", "case.C2");
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(patient, fact, tumour), Set.of());

        assertThat(selection.settle(List.of(new Link(elsewhere, patient.key()))))
                .isTrue();

        assertThat(selection.going()).containsExactly(fact);
        assertThat(selection.shared())
                .containsExactly(
                        new Selection.Handover(tumour, Set.of("case.C2")),
                        new Selection.Handover(patient, Set.of("case.C2")));
        assertThat(selection.cut()).isEmpty();
    }

    @Test
    void whatBelongsToNoCaseGoesWithThePatientItIsAbout() {
        Stored proxy = stored(7, "RelatedPerson/r");
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(patient), Set.of());

        assertThat(selection.settle(List.of(new Link(proxy, patient.key())))).isTrue();
        assertThat(selection.settle(List.of())).isFalse();

        assertThat(selection.going()).containsExactly(patient, proxy);
    }

    @Test
    void aCohortLosesTheMemberAndStays() {
        Stored cohort = stored(8, "Group/g");
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(patient), Set.of());

        assertThat(selection.settle(List.of(new Link(cohort, patient.key())))).isFalse();

        assertThat(selection.cut()).containsExactly(cohort);
    }

    @Test
    void aCohortStaysWhateverCaseItIsLabelledWith() {
        Stored ofThis = stored(8, "Group/g", "case.C1", "contributor.h");
        Stored ofAnother = stored(9, "Group/h", "case.C2");
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(patient, ofThis), Set.of());

        assertThat(selection.settle(List.of(new Link(ofThis, patient.key()), new Link(ofAnother, patient.key()))))
                .isFalse();

        assertThat(selection.going()).containsExactly(patient);
        assertThat(selection.cut()).containsExactly(ofThis, ofAnother);
        assertThat(selection.shared()).isEmpty();
    }

    @Test
    void whatWasDeletedBeforeRefersToNothing() {
        Stored deleted = new Stored(9, "Observation/d", Set.of("case.C2"), true);
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(patient), Set.of());

        assertThat(selection.settle(List.of(new Link(deleted, patient.key())))).isFalse();
        assertThat(selection.going()).containsExactly(patient);
    }

    @Test
    void countsAreByType() {
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(patient, fact, stored(10, "Observation/o2", "case.C1")), Set.of());

        assertThat(selection.counts()).containsEntry("Observation", 2).containsEntry("Patient", 1);
    }

    @Test
    void bytesStayWithTheDocumentThatAnotherCaseNeeds() {
        Stored document = stored(11, "DocumentReference/d", "case.C1", "case.C2");
        Stored bytes = stored(12, "Binary/b", "case.C1");
        Selection selection = selection(Scope.CASE);
        selection.begin(List.of(document, bytes), Set.of());

        assertThat(selection.keepWith(bytes, selection.shared().get(0))).isTrue();
        assertThat(selection.keepWith(bytes, selection.shared().get(0))).isFalse();

        assertThat(selection.going()).isEmpty();
        assertThat(selection.shared()).contains(new Selection.Handover(bytes, Set.of("case.C2")));
    }
}
