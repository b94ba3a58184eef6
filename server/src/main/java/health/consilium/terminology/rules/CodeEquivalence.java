package health.consilium.terminology.rules;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.ConceptMap;

/** Codes that records in other shapes use for what a checklist asks for under another code. */
public final class CodeEquivalence {
    private static final String URL = Systems.CONSILIUM + "/ConceptMap/evidence-equivalence";

    private final Map<Code, Code> byCode = new HashMap<>();

    private CodeEquivalence() {}

    public static CodeEquivalence of(Collection<ConceptMap> maps) {
        CodeEquivalence equivalence = new CodeEquivalence();
        maps.stream()
                .filter(m -> URL.equals(m.getUrl()))
                .flatMap(m -> m.getGroup().stream())
                .forEach(g -> g.getElement()
                        .forEach(e -> equivalence.byCode.put(
                                new Code(g.getSource(), e.getCode()),
                                new Code(g.getTarget(), e.getTargetFirstRep().getCode()))));
        return equivalence;
    }

    public Optional<Code> of(Code code) {
        return Optional.ofNullable(byCode.get(code));
    }
}
