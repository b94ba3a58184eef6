package health.consilium.terminology.rules;

import health.consilium.terminology.rules.TumourTypeMapping.Ambiguous;
import health.consilium.terminology.rules.TumourTypeMapping.Mapped;
import health.consilium.terminology.rules.TumourTypeMapping.NeedsPrimary;
import health.consilium.terminology.rules.TumourTypeMapping.NoDiagnosis;
import health.consilium.terminology.rules.TumourTypeMapping.Unmapped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;

/**
 * Finds the tumour type of a diagnosis by the algorithm in {@code CodeSystem/tumour-type}: ICD-O-3 morphology first,
 * then topography, then ICD-10. All it knows comes from that code system and the concept maps to it.
 */
public final class TumourTypeMapper {
    private final TumourTypes types;
    private final MorphologyMap morphologies;
    private final Icd10Map icd10;
    private final DirectMap others;

    private TumourTypeMapper(TumourTypes types, Collection<ConceptMap> maps) {
        this.types = types;
        this.morphologies = MorphologyMap.of(types, maps);
        this.icd10 = Icd10Map.of(types, maps);
        this.others = DirectMap.of(types, maps);
    }

    /** Concept maps to other targets are ignored; a map from SNOMED CT may be among them. */
    public static TumourTypeMapper of(CodeSystem tumourTypes, Collection<ConceptMap> maps) {
        return new TumourTypeMapper(TumourTypes.of(tumourTypes), maps);
    }

    public List<TumourType> types() {
        return types.all();
    }

    public Optional<TumourType> type(String id) {
        return types.find(id);
    }

    /** One answer for all diagnoses of a case; primaries of different types are ambiguous. */
    public TumourTypeMapping map(Collection<Diagnosis> diagnoses) {
        List<TumourTypeMapping> answers =
                diagnoses.stream().filter(d -> !d.isEmpty()).map(this::map).toList();
        List<TumourTypeMapping> certain = only(answers, Mapped.class);
        Set<TumourType> found =
                certain.stream().map(a -> ((Mapped) a).type()).collect(Collectors.toCollection(LinkedHashSet::new));
        if (found.size() == 1) {
            return certain.get(0);
        }
        if (found.size() > 1) {
            return new Ambiguous(List.copyOf(found), "The case has more than one primary tumour: choose one");
        }
        for (Class<? extends TumourTypeMapping> kind :
                List.of(Ambiguous.class, NeedsPrimary.class, Unmapped.class, NoDiagnosis.class)) {
            List<TumourTypeMapping> such = only(answers, kind);
            if (!such.isEmpty()) {
                return such.get(0);
            }
        }
        return new NoDiagnosis("No coded tumour diagnosis was found");
    }

    public TumourTypeMapping map(Diagnosis diagnosis) {
        if (diagnosis.isEmpty()) {
            return new NoDiagnosis("The diagnosis has no code");
        }
        Optional<String> morphology = diagnosis.primaryMorphology();
        if (morphology.isPresent()) {
            return byMorphology(diagnosis, morphology.get());
        }
        if (diagnosis.icd10() != null || diagnosis.icd10Cm() != null) {
            return icd10.map(diagnosis);
        }
        if (diagnosis.topography() != null) {
            List<TumourType> atSite = morphologies.typesAt(diagnosis.topography());
            String why = "Topography " + diagnosis.topography() + " alone does not decide; the morphology is needed";
            return atSite.isEmpty() ? new Unmapped(why) : new Ambiguous(atSite, why);
        }
        return others.map(diagnosis.others());
    }

    private TumourTypeMapping byMorphology(Diagnosis diagnosis, String morphology) {
        Optional<String> site = diagnosis.site();
        List<TumourType> candidates = morphologies.candidates(morphology, site.orElse(null), diagnosis.gender());
        if (!candidates.isEmpty()) {
            return best(candidates, morphology, site.orElse("unknown site"));
        }
        List<TumourType> elsewhere = morphologies.typesOf(morphology);
        if (site.isEmpty() && diagnosis.isMetastasis()) {
            return new NeedsPrimary(
                    diagnosis.morphology(),
                    "Morphology " + diagnosis.morphology() + " is a metastasis: give the primary");
        }
        if (site.isEmpty() && !elsewhere.isEmpty()) {
            return new Ambiguous(
                    elsewhere, "Morphology " + morphology + " occurs at several sites: give the topography");
        }
        List<TumourType> atSite = site.map(morphologies::typesAt).orElse(List.of());
        String why = "No checklist covers morphology " + morphology + " at " + site.orElse("an unknown site");
        return atSite.isEmpty() ? new Unmapped(why) : new Ambiguous(atSite, why + "; the site alone does not decide");
    }

    private static TumourTypeMapping best(List<TumourType> candidates, String morphology, String site) {
        int highest = candidates.stream().mapToInt(TumourType::priority).max().orElseThrow();
        List<TumourType> top =
                candidates.stream().filter(t -> t.priority() == highest).toList();
        String codes = "morphology " + morphology + ", " + site;
        return top.size() == 1
                ? new Mapped(top.get(0), "ICD-O-3 " + codes)
                : new Ambiguous(top, "Several tumour types fit " + codes);
    }

    private static List<TumourTypeMapping> only(
            List<TumourTypeMapping> answers, Class<? extends TumourTypeMapping> kind) {
        return new ArrayList<>(answers.stream().filter(kind::isInstance).toList());
    }
}
