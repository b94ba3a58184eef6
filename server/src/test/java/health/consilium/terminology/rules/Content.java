package health.consilium.terminology.rules;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Resource;

/** The committed content for tests of rules, without a server. */
public final class Content {
    private static final List<ConceptMap> MAPS = List.of(
            read(ConceptMap.class, "icd10-to-tumour-type"),
            read(ConceptMap.class, "icdo3-morphology-to-tumour-type"),
            read(ConceptMap.class, "icdo3-topography-to-tumour-type"),
            read(ConceptMap.class, "icdo3-to-histology-tag"),
            read(ConceptMap.class, "icdo3-to-site-tag"),
            read(ConceptMap.class, "evidence-equivalence"));
    private static final CodeSystem TUMOUR_TYPES = read(CodeSystem.class, "tumour-type");
    private static final JsonNode WRITTEN = written();
    private static final ChecklistLibrary CHECKLISTS = ChecklistLibrary.of(plans());

    private Content() {}

    public static List<ConceptMap> maps() {
        return MAPS;
    }

    public static TumourTypeMapper mapper() {
        return TumourTypeMapper.of(TUMOUR_TYPES, MAPS);
    }

    /** With maps beside ours. */
    public static TumourTypeMapper mapperWith(List<ConceptMap> more) {
        return TumourTypeMapper.of(
                TUMOUR_TYPES, Stream.concat(MAPS.stream(), more.stream()).toList());
    }

    public static ChecklistLibrary checklists() {
        return CHECKLISTS;
    }

    public static ChecklistTexts checklistTexts() {
        return ChecklistTexts.of(checklistTextFiles());
    }

    static List<CodeSystem> checklistTextFiles() {
        return Stream.of(
                        "checklist-text",
                        "checklist-text-ar",
                        "checklist-text-fr",
                        "checklist-text-hi",
                        "checklist-text-zh-Hans")
                .map(id -> read(CodeSystem.class, id))
                .toList();
    }

    public static ImagingRules imagingRules() {
        return ImagingRules.of(read(PlanDefinition.class, "imaging-rules"));
    }

    public static Weights weights() {
        return Weights.of(read(Library.class, "checklist-method"));
    }

    /** The checklist of a tumour type as it is written, to be changed. */
    public static PlanDefinition plan(String tumourType) {
        return read(PlanDefinition.class, "checklist-" + tumourType);
    }

    /** The JSON that the resources were written from; the terminology module proves that nothing was lost. */
    static JsonNode source() {
        return WRITTEN;
    }

    static CodeSystem tumourTypes() {
        return TUMOUR_TYPES;
    }

    /** Every condition of every checklist, as written in the resources. */
    static Set<String> conditions() {
        Set<String> expressions = new TreeSet<>();
        plans().forEach(p -> p.getAction().forEach(a -> a.getCondition()
                .forEach(c -> expressions.add(c.getExpression().getExpression()))));
        return expressions;
    }

    private static List<PlanDefinition> plans() {
        List<PlanDefinition> plans = new ArrayList<>();
        TUMOUR_TYPES.getConcept().forEach(c -> plans.add(read(PlanDefinition.class, "checklist-" + c.getCode())));
        return plans;
    }

    private static <T extends Resource> T read(Class<T> type, String id) {
        String file = "/health/consilium/terminology/package/" + type.getSimpleName() + "-" + id + ".json";
        try (InputStream in = Content.class.getResourceAsStream(file)) {
            return FhirContext.forR4Cached().newJsonParser().parseResource(type, in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode written() {
        try (InputStream in = Files.newInputStream(Path.of("../terminology/src/test/resources/checklists.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
