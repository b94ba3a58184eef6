package health.consilium.terminology.rules;

import health.consilium.terminology.rules.ImagingProtocol.Study;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DataRequirement;
import org.hl7.fhir.r4.model.DataRequirement.DataRequirementCodeFilterComponent;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Quantity;

/** Reads what an action of a checklist accepts, from its inputs and extensions. */
final class AcceptanceReader {
    private AcceptanceReader() {}

    static Acceptance read(PlanDefinitionActionComponent action) {
        Optional<Extension> imaging = Extensions.complex(action, "imaging-protocol");
        if (imaging.isPresent()) {
            return new Acceptance.Imaging(protocol(imaging.get(), action.getInput()));
        }
        Optional<Extension> material = Extensions.complex(action, "tissue-material");
        if (material.isPresent()) {
            return material(material.get());
        }
        List<String> modalities = Extensions.all(action, "dicom-modality");
        if (!modalities.isEmpty()) {
            return new Acceptance.DicomSet(Set.copyOf(modalities));
        }
        if (Extensions.first(action, "cross-check").isPresent()) {
            return new Acceptance.Identity();
        }
        List<CodeSet> codeSets = codeSets(action);
        boolean germline = Extensions.first(action, "genomic-source").isPresent();
        if (!codeSets.isEmpty()) {
            return new Acceptance.Coded(codeSets, germline, Extensions.all(action, "satisfied-by"));
        }
        return asksForTranslations(action) ? new Acceptance.Translations() : new Acceptance.MarkedDocument();
    }

    private static Acceptance material(Extension material) {
        Optional<String> slides = Extensions.part(material, "minHeSlides");
        return slides.isPresent()
                ? new Acceptance.Slides(Integer.parseInt(slides.get()))
                : new Acceptance.Blocks(
                        Integer.parseInt(Extensions.part(material, "ffpeBlocks").orElse("1")));
    }

    /** The one item whose condition is that documents need translation asks for just those translations. */
    private static boolean asksForTranslations(PlanDefinitionActionComponent action) {
        return action.getCondition().stream()
                .anyMatch(c -> c.getExpression().getExpression().equals("%documentsNeedTranslation = true"));
    }

    private static List<CodeSet> codeSets(PlanDefinitionActionComponent action) {
        List<CodeSet> sets = new ArrayList<>();
        for (DataRequirement input : action.getInput()) {
            List<Coding> codings = codes(input, filter -> !"context.event".equals(filter.getPath()));
            if (!codings.isEmpty()) {
                List<Code> codes =
                        codings.stream().flatMap(AcceptanceReader::keys).toList();
                sets.add(new CodeSet(label(codings), codes));
            }
        }
        return sets;
    }

    /** Records name a gene by its HGNC identifier or by its symbol. */
    private static Stream<Code> keys(Coding coding) {
        return Systems.HGNC.equals(coding.getSystem())
                ? Stream.of(Code.of(coding), new Code(Systems.HGNC, coding.getDisplay()))
                : Stream.of(Code.of(coding));
    }

    private static String label(List<Coding> codings) {
        return codings.stream()
                .filter(c -> Systems.HGNC.equals(c.getSystem()))
                .findFirst()
                .orElse(codings.get(0))
                .getDisplay();
    }

    private static List<Coding> codes(
            DataRequirement input, java.util.function.Predicate<DataRequirementCodeFilterComponent> filter) {
        return input.getCodeFilter().stream()
                .filter(filter)
                .flatMap(f -> f.getCode().stream())
                .toList();
    }

    private static ImagingProtocol protocol(Extension extension, List<DataRequirement> inputs) {
        Map<String, Set<Code>> procedures = new HashMap<>();
        for (DataRequirement input : inputs) {
            Set<Code> codes = new HashSet<>();
            codes(input, f -> "procedureCode".equals(f.getPath())).forEach(c -> codes.add(Code.of(c)));
            codes(input, f -> "modality".equals(f.getPath())).forEach(m -> procedures.put(m.getCode(), codes));
        }
        List<List<Study>> alternatives = extension.getExtensionsByUrl("acceptedSet").stream()
                .map(set -> studies(set, procedures))
                .toList();
        Extension thickness = extension.getExtensionByUrl("maxSliceThickness");
        return new ImagingProtocol(
                alternatives.isEmpty() ? List.of(studies(extension, procedures)) : alternatives,
                Extensions.part(extension, "bodyRegion").orElse(""),
                Extensions.part(extension, "contrast").orElse(""),
                Optional.ofNullable(thickness)
                        .map(t -> ((Quantity) t.getValue()).getValue().doubleValue()));
    }

    private static List<Study> studies(Extension extension, Map<String, Set<Code>> procedures) {
        return extension.getExtensionsByUrl("study").stream()
                .map(s -> study((CodeableConcept) s.getValue(), procedures))
                .toList();
    }

    private static Study study(CodeableConcept concept, Map<String, Set<Code>> procedures) {
        String modality = code(concept, Systems.DICOM)
                .orElseThrow(() -> new ContentException("a study of the imaging protocol has no modality"));
        return new Study(modality, code(concept, Systems.IMAGING_RULE), procedures.getOrDefault(modality, Set.of()));
    }

    private static Optional<String> code(CodeableConcept concept, String system) {
        return concept.getCoding().stream()
                .filter(c -> system.equals(c.getSystem()))
                .map(Coding::getCode)
                .findFirst();
    }
}
