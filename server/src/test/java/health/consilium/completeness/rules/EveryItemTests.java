package health.consilium.completeness.rules;

import static health.consilium.completeness.rules.Case.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.completeness.rules.WholeCase.Mishap;
import health.consilium.completeness.rules.WholeCase.Piece;
import health.consilium.terminology.rules.Acceptance;
import health.consilium.terminology.rules.Checklist;
import health.consilium.terminology.rules.ChecklistItem;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Truth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * For each tumour type a complete case, written from its checklist in coded records, images, specimens and documents.
 * Whatever happens to the records of one item changes the answer of that item, and of others only if the checklist
 * accepts the same records for them or their condition names the item.
 */
class EveryItemTests {

    static Stream<String> tumourTypes() {
        return Content.checklists().all().stream().map(Checklist::tumourType);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void aCaseWithEverythingIsComplete(String type) {
        for (World world : World.values()) {
            CompletenessResult result = WholeCase.of(type, world).check(Mishap.NONE);

            assertThat(result.items())
                    .filteredOn(i -> i.status() != RequirementStatus.MET)
                    .extracting(i -> i.item().id() + " " + i.status() + " " + i.reasons())
                    .as(type + " where " + world)
                    .isEmpty();
            assertThat(result.complete()).isTrue();
            assertThat(result.score()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void eachItemAppliesInOneOfTheTwoWorlds(String type) {
        Checklist checklist = Content.checklists().forTumourType(type).orElseThrow();
        Set<String> applying = Arrays.stream(World.values())
                .flatMap(world -> WholeCase.of(type, world).check(Mishap.NONE).items().stream())
                .map(i -> i.item().id())
                .collect(Collectors.toSet());
        Set<String> spared =
                new TreeSet<>(checklist.items().stream().map(ChecklistItem::id).toList());
        spared.removeAll(applying);

        // What only the absence of another item asks for is proved with that item removed.
        assertThat(spared).allMatch(id -> checklist
                .item(id)
                .orElseThrow()
                .requirement()
                .applicability()
                .orElseThrow()
                .condition()
                .facts()
                .contains("hasItem"));
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void removed(String type) {
        eachItem(type, Damage.REMOVED);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void enteredInError(String type) {
        eachItem(type, Damage.ENTERED_IN_ERROR);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void preliminary(String type) {
        eachItem(type, Damage.PRELIMINARY);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void cancelled(String type) {
        eachItem(type, Damage.CANCELLED);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void anotherPatients(String type) {
        eachItem(type, Damage.OTHER_PATIENT);
    }

    @ParameterizedTest
    @MethodSource("tumourTypes")
    void agedPastItsLimit(String type) {
        eachItem(type, Damage.AGED);
    }

    private static void eachItem(String type, Damage damage) {
        Set<String> proved = new HashSet<>();
        for (World world : World.values()) {
            WholeCase whole = WholeCase.of(type, world);
            Map<String, String> before = WholeCase.answered(whole.check(Mishap.NONE));
            assertThat(changed(whole.foretold(Mishap.NONE), before)).as(type).isEmpty();
            for (ChecklistItem item : whole.checklist.items()) {
                Set<Piece> pieces = whole.piecesOf(item);
                if (before.containsKey(item.id()) && canHappen(damage, item, pieces) && proved.add(item.id())) {
                    prove(whole, item, new Mishap(damage, pieces, pastTheLimit(item)), before);
                }
            }
        }
        assertThat(proved).as("items of " + type + " that were " + damage).isNotEmpty();
    }

    private static boolean canHappen(Damage damage, ChecklistItem item, Set<Piece> pieces) {
        if (item.acceptance() instanceof Acceptance.Identity) {
            return damage == Damage.REMOVED;
        }
        return (damage != Damage.AGED || item.maxAgeDays().isPresent())
                && pieces.stream().allMatch(p -> damage.canHappenTo(p.resource()));
    }

    private static java.time.LocalDate pastTheLimit(ChecklistItem item) {
        return TODAY.minusDays(item.maxAgeDays().orElse(0) + 1L);
    }

    private static void prove(WholeCase whole, ChecklistItem item, Mishap mishap, Map<String, String> before) {
        String told = item.id() + " " + mishap.damage();
        CompletenessResult result = whole.check(mishap);
        Map<String, String> after = WholeCase.answered(result);

        assertThat(changed(whole.foretold(mishap), after))
                .as(told + ", not as foretold")
                .isEmpty();
        assertThat(changed(before, after))
                .as(told)
                .contains(item.id())
                .isSubsetOf(whole.sharing(mishap.pieces(), mishap.damage() == Damage.OTHER_PATIENT));
        ItemResult answer = result.item(item.id()).orElseThrow();
        assertThat(answer.status()).as(told + ": " + answer.reasons()).isIn(expected(answer, mishap.damage()));
        assertThat(answer.reasons())
                .as(told)
                .extracting(Reason::code)
                .anyMatch(reason -> isExpected(reason, item, mishap.damage()));
    }

    private static Set<String> changed(Map<String, String> before, Map<String, String> after) {
        Set<String> changed = new TreeSet<>(before.keySet());
        changed.addAll(after.keySet());
        changed.removeIf(id -> java.util.Objects.equals(before.get(id), after.get(id)));
        return changed;
    }

    /** Images of another region, and a panel that does not list its genes, are a part of what is asked for. */
    private static Set<RequirementStatus> expected(ItemResult answer, Damage damage) {
        if (answer.applies() == Truth.UNKNOWN) {
            return Set.of(RequirementStatus.QUESTION);
        }
        RequirementStatus plain = damage == Damage.AGED ? RequirementStatus.STALE : RequirementStatus.MISSING;
        Acceptance acceptance = answer.item().acceptance();
        if (acceptance instanceof Acceptance.Translations) {
            return Set.of(RequirementStatus.NOT_TRANSLATED);
        }
        boolean panel = acceptance instanceof Acceptance.Coded coded
                && !coded.satisfiedBy().isEmpty();
        return panel || acceptance instanceof Acceptance.Imaging
                ? Set.of(plain, RequirementStatus.PARTIAL)
                : Set.of(plain);
    }

    private static boolean isExpected(String reason, ChecklistItem item, Damage damage) {
        if (item.acceptance() instanceof Acceptance.Translations) {
            return reason.equals("not-translated");
        }
        boolean images = item.acceptance() instanceof Acceptance.Imaging;
        return damage.reasons().contains(reason)
                || damage == Damage.REMOVED
                        && images
                        && Set.of("incomplete", "protocol").contains(reason);
    }
}
