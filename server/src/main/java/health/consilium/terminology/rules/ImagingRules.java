package health.consilium.terminology.rules;

import health.consilium.terminology.rules.ImagingRule.Check;
import health.consilium.terminology.rules.ImagingRule.Quantifier;
import health.consilium.terminology.rules.ImagingRule.Severity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Quantity;

/** The imaging rules by id. */
public final class ImagingRules {
    private static final String GENERAL = "GENERAL";
    private static final Set<String> PATTERN_OPERATORS = Set.of("matches", "anySeriesMatches");

    private final Map<String, ImagingRule> byId = new LinkedHashMap<>();

    private ImagingRules() {}

    public static ImagingRules of(PlanDefinition plan) {
        ImagingRules rules = new ImagingRules();
        plan.getAction().forEach(a -> rules.byId.put(a.getPrefix(), rule(a)));
        return rules;
    }

    public Optional<ImagingRule> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The checks of the rule and of those that it extends; without a rule, those for every study. */
    public List<Check> checksOf(Optional<ImagingRule> rule) {
        List<Check> checks = new ArrayList<>(rule.map(ImagingRule::checks).orElse(List.of()));
        rule.map(ImagingRule::bases).orElse(List.of(GENERAL)).stream()
                .flatMap(base -> find(base).stream())
                .forEach(base -> checks.addAll(base.checks()));
        return checks;
    }

    public List<ImagingRule> all() {
        return List.copyOf(byId.values());
    }

    /** The reading of descriptions, which is the same in every rule that asks for contrast. */
    public ContrastWords contrastWords() {
        return byId.values().stream()
                .flatMap(r -> r.checks().stream())
                .flatMap(c -> c.contrastWords().stream())
                .findFirst()
                .orElseThrow(() -> new ContentException("No imaging rule says how contrast is described"));
    }

    private static ImagingRule rule(PlanDefinitionActionComponent action) {
        Extension extension = Extensions.complex(action, "imaging-rule")
                .orElseThrow(() -> new ContentException("Imaging rule " + action.getPrefix() + " has no definition"));
        return new ImagingRule(
                action.getPrefix(),
                action.getTitle(),
                Extensions.parts(extension, "extends"),
                Extensions.parts(extension, "modality"),
                Extensions.parts(extension, "bodyPart"),
                extent(extension),
                action.getAction().stream().map(ImagingRules::check).toList());
    }

    private static Optional<BigDecimal> extent(Extension rule) {
        return Optional.ofNullable(rule.getExtensionByUrl("minZExtent")).map(e -> ((Quantity) e.getValue()).getValue());
    }

    private static Check check(PlanDefinitionActionComponent action) {
        Extension extension = Extensions.complex(action, "imaging-check")
                .orElseThrow(() -> new ContentException("An imaging check has no definition"));
        Map<String, Pattern> patterns = new LinkedHashMap<>();
        for (Extension pattern : extension.getExtensionsByUrl("pattern")) {
            patterns.put(
                    Extensions.part(pattern, "name").orElseThrow(),
                    Pattern.compile(Extensions.part(pattern, "regex").orElseThrow()));
        }
        String operator = Extensions.part(extension, "operator").orElseThrow();
        List<String> values = Extensions.parts(extension, "value");
        if (PATTERN_OPERATORS.contains(operator)) {
            patterns.put(Check.VALUE, Pattern.compile(values.get(0)));
        }
        return new Check(
                Extensions.parts(extension, "attribute").stream()
                        .map(a -> a.substring(0, a.indexOf(' ')))
                        .toList(),
                operator,
                values,
                Severity.valueOf(
                        Extensions.part(extension, "severity").orElseThrow().toUpperCase(Locale.ROOT)),
                Quantifier.of(Extensions.part(extension, "quantifier").orElseThrow()),
                patterns,
                Extensions.part(extension, "appliesWhen"));
    }
}
