package health.consilium.terminology.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.fhirpath.IFhirPath;
import ca.uhn.fhir.fhirpath.IFhirPathEvaluationContext;
import health.consilium.completeness.rules.CaseFacts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBase;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTests {
    private static final Set<String> NUMBERS = Set.of("ageYears", "ecog");
    private static final Set<String> SEVERAL =
            Set.of("histology", "primarySite", "plannedTherapy", "symptom", "labFlag", "comorbidity");

    @Test
    void unknownIsNeitherTrueNorFalse() {
        Condition condition = Condition.parse("%setting in ('metastatic') and %er in ('positive')");

        assertThat(condition.evaluate(facts().build())).isEqualTo(Truth.UNKNOWN);
        assertThat(condition.evaluate(facts().is("setting", "metastatic").build()))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(condition.evaluate(facts().is("setting", "localized").build()))
                .isEqualTo(Truth.FALSE);
        assertThat(condition.evaluate(
                        facts().is("setting", "metastatic").is("er", "positive").build()))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void orHoldsAsSoonAsOnePartHolds() {
        Condition condition = Condition.parse("%familyHistory = true or %ageYears <= 50");

        assertThat(condition.evaluate(
                        facts().is("ageYears", BigDecimal.valueOf(50)).build()))
                .isEqualTo(Truth.TRUE);
        assertThat(condition.evaluate(
                        facts().is("ageYears", BigDecimal.valueOf(51)).build()))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void andBindsTighterThanOr() {
        Condition condition = Condition.parse("%a = true or %b = true and %c = true");
        assertThat(condition).isInstanceOf(Condition.Any.class);
    }

    @Test
    void denialOfTheUnknownIsUnknown() {
        Condition condition = Condition.parse("(%priorSurgery = true).not()");

        assertThat(condition.evaluate(facts().build())).isEqualTo(Truth.UNKNOWN);
        assertThat(condition.evaluate(facts().is("priorSurgery", false).build()))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void aSymptomThatNobodyMentionsIsUnknownUnlessDenied() {
        Condition condition = Condition.parse("iif(%symptom.exists(), %symptom.intersect('bonePain').exists(), {})");

        assertThat(condition.evaluate(facts().has("symptom", "jaundice").build()))
                .isEqualTo(Truth.UNKNOWN);
        assertThat(condition.evaluate(facts().hasNot("symptom", "bonePain").build()))
                .isEqualTo(Truth.FALSE);
        assertThat(condition.evaluate(facts().is("symptom", "none").build())).isEqualTo(Truth.FALSE);
        assertThat(condition.evaluate(facts().has("symptom", "bonePain").build()))
                .isEqualTo(Truth.TRUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "%setting",
                "%setting in ()",
                "%setting in ('a'",
                "%setting in ('a' | b)",
                "%setting = 3",
                "%ageYears <= 'old'",
                "%ageYears < 50",
                "(%a = true) and",
                "%a = true xor %b = true",
                "(%a = true).exists()",
                "'x' in %setting",
                "iif(%a.exists(), %b.intersect('x').exists(), {})",
                "Patient.name.exists()",
                "%a = true #"
            })
    void whatIsNotOfTheSubsetIsRefusedWithItsPosition(String text) {
        assertThatThrownBy(() -> Condition.parse(text))
                .isInstanceOf(ContentException.class)
                .hasMessageContaining("at position");
    }

    /** The subset is FHIRPath: HAPI's own engine gives the same answer for the same facts. */
    @ParameterizedTest
    @MethodSource("allConditions")
    void agreesWithTheFhirPathEngine(String expression) {
        Condition condition = Condition.parse(expression);
        Random random = new Random(expression.hashCode());
        for (int i = 0; i < 12; i++) {
            Map<String, List<IBase>> variables = new LinkedHashMap<>();
            CaseFacts.Builder facts = facts();
            condition.facts().forEach(f -> choose(f, expression, random, variables, facts));
            assertThat(condition.evaluate(facts.build())).isEqualTo(byFhirPath(expression, variables));
        }
    }

    static Stream<String> allConditions() {
        Set<String> expressions = Content.conditions();
        assertThat(expressions).hasSizeGreaterThan(100);
        return expressions.stream();
    }

    private static void choose(
            String fact,
            String expression,
            Random random,
            Map<String, List<IBase>> variables,
            CaseFacts.Builder facts) {
        List<IBase> values = new ArrayList<>();
        if (random.nextInt(4) == 0 || fact.equals("hasItem")) {
            variables.put(fact, values);
            return;
        }
        if (NUMBERS.contains(fact)) {
            int number = random.nextInt(90);
            values.add(new DecimalType(number));
            facts.is(fact, BigDecimal.valueOf(number));
        } else if (expression.contains("%" + fact + " = true")) {
            boolean value = random.nextBoolean();
            values.add(new BooleanType(value));
            facts.is(fact, value);
        } else {
            List<String> options = List.of(
                    "none",
                    "metastatic",
                    "localized",
                    "II",
                    "IV",
                    "positive",
                    "negative",
                    "low",
                    "lobular",
                    "cirrhosis",
                    "neurological",
                    "rectum",
                    "reirradiation");
            Set<String> chosen = new TreeSet<>();
            for (int i = 0; i <= (SEVERAL.contains(fact) ? random.nextInt(3) : 0); i++) {
                chosen.add(options.get(random.nextInt(options.size())));
            }
            chosen.forEach(c -> values.add(new StringType(c)));
            facts.set(fact, chosen);
        }
        variables.put(fact, values);
    }

    private static Truth byFhirPath(String expression, Map<String, List<IBase>> variables) {
        IFhirPath engine = FhirContext.forR4Cached().newFhirPath();
        engine.setEvaluationContext(new IFhirPathEvaluationContext() {
            @Override
            public List<IBase> resolveConstant(
                    Object context, String name, IFhirPathEvaluationContext.ConstantEvaluationMode mode) {
                return variables.get(name.startsWith("%") ? name.substring(1) : name);
            }
        });
        List<BooleanType> result = engine.evaluate(new Patient(), expression, BooleanType.class);
        return result.isEmpty() ? Truth.UNKNOWN : Truth.of(result.get(0).booleanValue());
    }

    private static CaseFacts.Builder facts() {
        return CaseFacts.builder();
    }
}
