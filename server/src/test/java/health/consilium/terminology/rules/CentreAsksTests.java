package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.terminology.rules.Asked.Firmness;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CentreAsksTests {

    private static final Checklist BREAST =
            Content.checklists().forTumourType("breast").orElseThrow();
    private static final String PANEL = "breast.mol.ngs";
    private static final String MAMMOGRAM = "breast.img.mammo";
    private static final String BLOOD = "breast.lab.cbc";
    private static final String SYNOPTIC = "breast.path.synoptic";

    @Test
    void whatIsOptionalIsRequiredOfWhoAsksThisCentre() {
        ChecklistItem panel = item(PANEL, asks(required(PANEL, "The board decides by it")));

        assertThat(panel.requirement().strength()).isEqualTo(Strength.REQUIRED);
        assertThat(panel.requirement().blocking()).isTrue();
        assertThat(panel.asked())
                .contains(new Asked("Centre", Firmness.MORE, OptionalInt.empty(), "The board decides by it"));
        assertThat(BREAST.item(PANEL).orElseThrow().requirement().blocking())
                .as("for everybody else")
                .isFalse();
    }

    @Test
    void anAgeIsShortenedOrGivenWhereThereWasNone() {
        assertThat(item(BLOOD, asks(age(BLOOD, false, 14))).maxAgeDays()).hasValue(14);
        assertThat(item("breast.mol.her2", asks(age("breast.mol.her2", false, 365)))
                        .maxAgeDays())
                .hasValue(365);
    }

    @Test
    void anItemOfEveryTumourTypeIsThatOfThisOneToo() {
        ChecklistItem blood = item(BLOOD, asks(age("nsclc.lab.cbc", true, 14)));

        assertThat(blood.maxAgeDays()).hasValue(14);
        assertThat(item(BLOOD, asks(age("nsclc.lab.cbc", false, 14)))).isEqualTo(item(BLOOD));
    }

    @Test
    void whatIsSaidOfTheItemItselfStandsAboveWhatIsSaidOfAll() {
        assertThat(item(BLOOD, asks(age("nsclc.lab.cbc", true, 14), age(BLOOD, false, 7)))
                        .maxAgeDays())
                .hasValue(7);
        assertThat(item(BLOOD, asks(age(BLOOD, false, 21), age("nsclc.lab.cbc", true, 14)))
                        .maxAgeDays())
                .as("whichever is shorter")
                .hasValue(21);
    }

    @Test
    void imagesThatAreWantedLaterDoNotBlockAndTheirReportsStay() {
        CentreAsks later = centre(new ServiceAsks(Set.of("breast"), List.of(), Optional.of("Reports first")));

        ChecklistItem mammogram = item(MAMMOGRAM, later);
        assertThat(mammogram.requirement().blocking()).isFalse();
        assertThat(mammogram.requirement().strength()).isEqualTo(Strength.RECOMMENDED);
        assertThat(mammogram.asked().map(Asked::firmness)).contains(Firmness.LESS);
        assertThat(item("breast.img.reports", later)).isEqualTo(item("breast.img.reports"));
        CentreAsks butThis = centre(new ServiceAsks(
                Set.of("breast"), List.of(required(MAMMOGRAM, "We read it")), Optional.of("Reports first")));
        assertThat(item(MAMMOGRAM, butThis).requirement().blocking()).isTrue();
    }

    @Test
    void whetherAnItemAppliesStaysAsTheChecklistSays() {
        ChecklistItem synoptic = item(SYNOPTIC, asks(required(SYNOPTIC, "Margins")));

        assertThat(synoptic.requirement().blocking()).isTrue();
        assertThat(synoptic.requirement().applicability())
                .isEqualTo(item(SYNOPTIC).requirement().applicability())
                .isPresent();
    }

    @Test
    void ofSeveralServicesThoseSpeakThatTreatTheTumourAndTheStrictestHolds() {
        ServiceAsks breast = new ServiceAsks(Set.of("breast"), List.of(age(BLOOD, false, 21)), Optional.empty());
        ServiceAsks alsoBreast = new ServiceAsks(Set.of("breast"), List.of(age(BLOOD, false, 14)), Optional.empty());
        ServiceAsks lung = new ServiceAsks(Set.of("nsclc"), List.of(age(BLOOD, false, 1)), Optional.empty());

        assertThat(item(BLOOD, centre(breast, alsoBreast, lung)).maxAgeDays()).hasValue(14);
        assertThat(item(BLOOD, centre(lung)).maxAgeDays())
                .as("nobody states a volume")
                .hasValue(1);
    }

    @Test
    void whatOneServiceDoesWithoutIsStillAskedForTheOther() {
        ServiceAsks easy = new ServiceAsks(Set.of("breast"), List.of(), Optional.of("Reports first"));
        ServiceAsks silent = new ServiceAsks(Set.of("breast"), List.of(), Optional.empty());

        assertThat(item(MAMMOGRAM, centre(easy, silent))).isEqualTo(item(MAMMOGRAM));
    }

    @Test
    void aNoteChangesNothingButIsHeard() {
        ChecklistItem slides = item("breast.path.slides", asks(note("breast.path.slides", "Unstained, please")));

        assertThat(slides.requirement()).isEqualTo(item("breast.path.slides").requirement());
        assertThat(slides.asked().map(Asked::why)).contains("Unstained, please");
    }

    @Property
    void theItemsAndTheirOrderAreThoseOfTheChecklist(@ForAll("centres") CentreAsks centre) {
        Checklist asked = BREAST.askedBy(centre);

        assertThat(asked.items()).extracting(ChecklistItem::id).isEqualTo(ids(BREAST));
        for (int i = 0; i < asked.items().size(); i++) {
            ChecklistItem own = BREAST.items().get(i);
            ChecklistItem other = asked.items().get(i);
            assertThat(other.acceptance()).isEqualTo(own.acceptance());
            assertThat(other.requirement().applicability())
                    .isEqualTo(own.requirement().applicability());
            if (other.asked().isEmpty()) {
                assertThat(other).isEqualTo(own);
            }
            if (own.isOwedToThePatient()) {
                assertThat(Demand.of(own).isStricterThan(Demand.of(other))).isFalse();
            }
        }
    }

    @Property
    void theOrderInWhichSomethingIsAskedDoesNotMatter(@ForAll("centres") CentreAsks centre) {
        List<ServiceAsks> turned = new ArrayList<>();
        centre.services().forEach(service -> {
            List<CentreOverride> overrides = new ArrayList<>(service.overrides());
            Collections.reverse(overrides);
            turned.add(0, new ServiceAsks(service.tumourTypes(), overrides, service.imagesLater()));
        });

        assertThat(BREAST.askedBy(new CentreAsks(centre.reference(), centre.name(), turned))
                        .items())
                .isEqualTo(BREAST.askedBy(centre).items());
    }

    @Property
    void oneMoreServiceNeverMakesACentreAskLess(
            @ForAll("centres") CentreAsks centre, @ForAll("services") ServiceAsks more) {
        List<ServiceAsks> all = new ArrayList<>(centre.services());
        ServiceAsks speaking = new ServiceAsks(Set.of("breast"), more.overrides(), more.imagesLater());
        all.add(speaking);
        Checklist before = BREAST.askedBy(centre);
        Checklist after = BREAST.askedBy(new CentreAsks(centre.reference(), centre.name(), all));

        for (int i = 0; i < before.items().size(); i++) {
            assertThat(Demand.of(before.items().get(i))
                            .isStricterThan(Demand.of(after.items().get(i))))
                    .isFalse();
        }
    }

    @Provide
    Arbitrary<CentreAsks> centres() {
        return services()
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(services -> new CentreAsks(
                        "Organization/c",
                        "Centre",
                        services.stream()
                                .map(service ->
                                        new ServiceAsks(Set.of("breast"), service.overrides(), service.imagesLater()))
                                .toList()));
    }

    @Provide
    Arbitrary<ServiceAsks> services() {
        Arbitrary<CentreOverride> override = Combinators.combine(
                        Arbitraries.of(ids(BREAST)),
                        Arbitraries.of(true, false),
                        Arbitraries.of(Strength.REQUIRED, Strength.RECOMMENDED).optional(),
                        Arbitraries.of(true, false).optional(),
                        Arbitraries.integers().between(1, 400).optional(),
                        Arbitraries.of("Because", "Our board", "Planning"))
                .as((id, all, strength, blocking, age, why) -> new CentreOverride(
                        id, all, strength, blocking, age.map(OptionalInt::of).orElse(OptionalInt.empty()), why));
        return Combinators.combine(
                        override.list().ofMaxSize(12).uniqueElements(CentreOverride::subject),
                        Arbitraries.of("Reports first").optional(0.3))
                .as((overrides, later) -> new ServiceAsks(Set.of("breast"), overrides, later));
    }

    private static List<String> ids(Checklist checklist) {
        return checklist.items().stream().map(ChecklistItem::id).toList();
    }

    private static ChecklistItem item(String id) {
        return BREAST.item(id).orElseThrow();
    }

    private static ChecklistItem item(String id, CentreAsks centre) {
        return BREAST.askedBy(centre).item(id).orElseThrow();
    }

    private static CentreAsks asks(CentreOverride... overrides) {
        return centre(new ServiceAsks(Set.of("breast"), List.of(overrides), Optional.empty()));
    }

    private static CentreAsks centre(ServiceAsks... services) {
        return new CentreAsks("Organization/c", "Centre", List.of(services));
    }

    private static CentreOverride required(String id, String why) {
        return new CentreOverride(
                id, false, Optional.of(Strength.REQUIRED), Optional.of(true), OptionalInt.empty(), why);
    }

    private static CentreOverride age(String id, boolean every, int days) {
        return new CentreOverride(
                id, every, Optional.empty(), Optional.empty(), OptionalInt.of(days), "Planning needs it");
    }

    private static CentreOverride note(String id, String why) {
        return new CentreOverride(id, false, Optional.empty(), Optional.empty(), OptionalInt.empty(), why);
    }
}
