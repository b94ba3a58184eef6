package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.consilium.terminology.rules.Acceptance.Coded;
import health.consilium.terminology.rules.Acceptance.Imaging;
import health.consilium.terminology.rules.ImagingProtocol.Study;
import java.util.List;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.junit.jupiter.api.Test;

class ChecklistLibraryTests {
    private final ChecklistLibrary library = Content.checklists();
    private final Checklist breast = library.forTumourType("breast").orElseThrow();

    @Test
    void holdsAChecklistForEveryTumourType() {
        assertThat(library.all()).hasSize(33);
        assertThat(library.all().stream().mapToInt(c -> c.items().size()).sum()).isEqualTo(1261);
        assertThat(library.all())
                .extracting(Checklist::tumourType)
                .containsExactlyElementsOf(
                        Content.mapper().types().stream().map(TumourType::id).toList());
    }

    @Test
    void everyChecklistSaysThatItIsADraft() {
        assertThat(library.all())
                .allSatisfy(c -> assertThat(c.notice()).contains("Draft content for clinical sign-off"));
    }

    @Test
    void isFoundByCanonicalWithOrWithoutItsVersion() {
        String url = Systems.CONSILIUM + "/PlanDefinition/checklist-breast";

        assertThat(library.byCanonical(url)).contains(breast);
        assertThat(library.byCanonical(url + "|" + breast.version())).contains(breast);
        assertThat(library.byCanonical(url + "|9.9.9")).isEmpty();
        assertThat(library.byCanonical("https://example.org/PlanDefinition/other"))
                .isEmpty();
    }

    @Test
    void her2IsRequiredAndHasAlternativeCodes() {
        ChecklistItem her2 = item("breast.mol.her2");

        assertThat(her2.requirement().strength()).isEqualTo(Strength.REQUIRED);
        assertThat(her2.requirement().category()).isEqualTo(Category.MOLECULAR);
        assertThat(((Coded) her2.acceptance()).codeSets()).singleElement().satisfies(s -> assertThat(s.codes())
                .extracting(Code::code)
                .containsExactly("85319-2", "18474-7", "48676-1"));
    }

    @Test
    void bloodCountAsksForThreeCellLinesEachOfWhichThePanelAnswers() {
        assertThat(((Coded) item("breast.lab.cbc").acceptance()).codeSets())
                .hasSize(3)
                .allSatisfy(s -> assertThat(s.codes()).extracting(Code::code).contains("58410-2"));
        assertThat(item("breast.lab.cbc").maxAgeDays()).hasValue(30);
    }

    @Test
    void stagingImagingIsCtOrPet() {
        ImagingProtocol protocol = ((Imaging) item("breast.img.staging").acceptance()).protocol();

        assertThat(protocol.alternatives())
                .extracting(set -> set.stream().map(Study::modality).toList())
                .containsExactly(List.of("CT"), List.of("PT"));
        assertThat(protocol.maxSliceThickness()).contains(5.0);
    }

    @Test
    void itemsWithoutCodesAreOfTheirOwnKinds() {
        assertThat(item("breast.path.slides").acceptance()).isEqualTo(new Acceptance.Slides(1));
        assertThat(item("breast.path.block").acceptance()).isEqualTo(new Acceptance.Blocks(1));
        assertThat(item("breast.clin.identity").acceptance()).isInstanceOf(Acceptance.Identity.class);
        assertThat(item("breast.clin.translation").acceptance()).isInstanceOf(Acceptance.Translations.class);
        assertThat(item("breast.tx.rtdicom").acceptance()).isInstanceOf(Acceptance.DicomSet.class);
        assertThat(item("breast.clin.menopause").acceptance()).isInstanceOf(Acceptance.MarkedDocument.class);
        assertThat(library.all()).allSatisfy(c -> {
            assertThat(c.items())
                    .filteredOn(i -> i.acceptance() instanceof Acceptance.Identity)
                    .hasSize(1);
            assertThat(c.items())
                    .filteredOn(i -> i.acceptance() instanceof Acceptance.Translations)
                    .hasSize(1);
        });
    }

    @Test
    void aChecklistThatDoesNotParseNamesItsItem() {
        PlanDefinition broken = new PlanDefinition();
        broken.setUrl(Systems.CONSILIUM + "/PlanDefinition/checklist-broken");
        broken.addAction().setPrefix("broken.item");

        assertThatThrownBy(() -> ChecklistLibrary.of(List.of(broken)))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("Checklist item broken.item");
    }

    @Test
    void weightsAreThoseOfTheContent() {
        assertThat(Content.weights()).isEqualTo(new Weights(3, 3, 1, 1));
    }

    @Test
    void imagingRulesAreThere() {
        assertThat(Content.imagingRules().all()).hasSize(31);
        assertThat(Content.imagingRules().find("LIVER-MULTIPHASE")).isPresent();
    }

    private ChecklistItem item(String id) {
        return breast.item(id).orElseThrow();
    }
}
