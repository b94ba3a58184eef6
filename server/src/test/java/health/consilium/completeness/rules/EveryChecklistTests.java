package health.consilium.completeness.rules;

import static health.consilium.completeness.rules.Case.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Content;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Enumerations.DocumentReferenceStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each tumour type a case in which one document shows one item. Whatever happens to one document changes the answer
 * for just its item, and for items whose condition names it.
 */
class EveryChecklistTests {
    private static final Set<Class<?>> NOT_BY_DOCUMENT =
            Set.of(Acceptance.Identity.class, Acceptance.Translations.class);

    static Stream<String> tumourTypes() {
        return Content.checklists().all().stream().map(Checklist::tumourType);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void aWholeCaseIsComplete(String type) {
        Case whole = whole(type);

        CompletenessResult result = whole.check();

        assertThat(result.complete()).isTrue();
        assertThat(result.score()).isGreaterThan(0.97);
        assertThat(result.gaps()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void aRemovedDocumentLeavesItsItemMissing(String type) {
        eachItem(type, Change.REMOVED, RequirementStatus.MISSING);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void anErroneousDocumentLeavesItsItemMissing(String type) {
        eachItem(type, Change.ENTERED_IN_ERROR, RequirementStatus.MISSING);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void aDocumentPastItsAgeLeavesItsItemStale(String type) {
        eachItem(type, Change.AGED, RequirementStatus.STALE);
    }

    private enum Change {
        REMOVED,
        ENTERED_IN_ERROR,
        AGED
    }

    private static void eachItem(String type, Change change, RequirementStatus expected) {
        Checklist checklist = Content.checklists().forTumourType(type).orElseThrow();
        Map<String, RequirementStatus> before = statuses(whole(type));
        for (ChecklistItem item : checklist.items()) {
            if (!before.containsKey(item.id())
                    || NOT_BY_DOCUMENT.contains(item.acceptance().getClass())
                    || change == Change.AGED && item.maxAgeDays().isEmpty()) {
                continue;
            }
            Case changed = whole(type);
            apply(change, changed, item);
            Map<String, RequirementStatus> after = statuses(changed);

            assertThat(isStatus(after.get(item.id()), item, expected))
                    .as(item.id() + " is " + after.get(item.id()))
                    .isTrue();
            Map<String, RequirementStatus> others = new LinkedHashMap<>(after);
            checklist.items().stream().filter(i -> dependsOn(i, item)).forEach(i -> others.remove(i.id()));
            others.remove(item.id());
            assertThat(before).as("without " + item.id()).containsAllEntriesOf(others);
        }
    }

    /** A conditional item whose condition no record decides is a question; one with a panel is partly met by it. */
    private static boolean isStatus(RequirementStatus actual, ChecklistItem item, RequirementStatus expected) {
        boolean panel = item.acceptance() instanceof Acceptance.Coded coded
                && !coded.satisfiedBy().isEmpty();
        return actual == expected
                || actual == RequirementStatus.QUESTION
                        && item.requirement().applicability().isPresent()
                || actual == RequirementStatus.PARTIAL && panel;
    }

    private static boolean dependsOn(ChecklistItem item, ChecklistItem changed) {
        return item.requirement()
                        .applicability()
                        .filter(a -> a.condition().facts().contains("hasItem"))
                        .isPresent()
                && changed.id().endsWith(".img.pet");
    }

    private static void apply(Change change, Case whole, ChecklistItem item) {
        DocumentReference document = whole.records.stream()
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .filter(d -> d.getContext()
                        .getEventFirstRep()
                        .getCodingFirstRep()
                        .getCode()
                        .equals(item.id()))
                .findFirst()
                .orElseThrow();
        Consumer<DocumentReference> change1 =
                switch (change) {
                    case REMOVED -> d -> whole.records.remove(d);
                    case ENTERED_IN_ERROR -> d -> d.setStatus(DocumentReferenceStatus.ENTEREDINERROR);
                    case AGED ->
                        d -> d.getContext()
                                .getPeriod()
                                .setStartElement(new DateTimeType(
                                        TODAY.minusDays(item.maxAgeDays().getAsInt() + 1L)
                                                .toString()));
                };
        change1.accept(document);
    }

    private static Map<String, RequirementStatus> statuses(Case one) {
        Map<String, RequirementStatus> statuses = new TreeMap<>();
        one.check().items().forEach(i -> statuses.put(i.item().id(), i.status()));
        return statuses;
    }

    /** Every item has a document of its own; what applies is left to the few facts that the patient gives. */
    private static Case whole(String type) {
        Case whole = Case.of(type);
        List<ChecklistItem> items =
                Content.checklists().forTumourType(type).orElseThrow().items();
        items.stream()
                .filter(i -> !NOT_BY_DOCUMENT.contains(i.acceptance().getClass()))
                .forEach(i -> whole.with(whole.marked(i.id())));
        return whole;
    }
}
