package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.FhirPackage;
import health.consilium.support.Api;
import health.consilium.support.ServerTest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.r4.model.ValueSet.ConceptSetComponent;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What the packaged code systems, value sets and concept maps say, asked of the running server. */
@ServerTest
class TerminologyIT {

    private static final String SO = "https://w3id.org/consilium/fhir/";
    private static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";

    @Autowired
    FhirPackage fhirPackage;

    private final Api hospital = Api.system("hospital-nairobi");

    @Test
    void everyCodeOfOursHasItsMeaning() {
        List<CodeSystem> systems = fhirPackage.resources(CodeSystem.class).stream()
                .filter(system -> system.getContent() != CodeSystemContentMode.SUPPLEMENT)
                .toList();
        assertThat(systems).hasSizeGreaterThan(30);
        for (CodeSystem system : systems) {
            ConceptDefinitionComponent last =
                    system.getConcept().get(system.getConcept().size() - 1);

            Parameters answer = ask("CodeSystem/$lookup?system=", system.getUrl(), "&code=", last.getCode());

            assertThat(text(answer, "display")).as(system.getUrl()).isEqualTo(last.getDisplay());
        }
    }

    @Test
    void aCodeThatWeDoNotHaveIsToldSo() {
        Api.Response unknown = hospital.get("CodeSystem/$lookup?system=" + SO + "CodeSystem/tumour-type&code=flu");

        assertThat(unknown.status()).isEqualTo(404);
        assertThat(ask("CodeSystem/$validate-code?url=", SO + "CodeSystem/tumour-type", "&code=", "hcc")
                        .getParameterBool("result"))
                .isTrue();
        assertThat(ask("CodeSystem/$validate-code?url=", SO + "CodeSystem/tumour-type", "&code=", "flu")
                        .getParameterBool("result"))
                .isFalse();
    }

    @Test
    void everyValueSetOfWholeCodeSystemsExpandsToAllTheirCodes() {
        List<ValueSet> ours = fhirPackage.resources(ValueSet.class).stream()
                .filter(valueSet -> valueSet.getCompose().getInclude().size() == 1)
                .filter(valueSet -> isAllOfOurs(valueSet.getCompose().getIncludeFirstRep()))
                .toList();
        assertThat(ours).hasSizeGreaterThan(20);
        for (ValueSet valueSet : ours) {
            String system = valueSet.getCompose().getIncludeFirstRep().getSystem();

            Api.Response answer = hospital.get("ValueSet/$expand?url=" + valueSet.getUrl());

            assertThat(answer.status()).as(valueSet.getUrl()).isEqualTo(200);
            assertThat(answer.as(ValueSet.class).getExpansion().getContains())
                    .as(valueSet.getUrl())
                    .hasSameSizeAs(codeSystem(system).getConcept());
        }
    }

    @Test
    void aPartOfAValueSetIsNotGiven() {
        Api.Response refused = hospital.get("ValueSet/$expand?count=2&url=" + SO + "ValueSet/tumour-type");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("too-large");
        assertThat(refused.message()).contains("leave count out");
    }

    @Test
    void theOtherValueSetsHoldTheCodesThatTheyList() {
        List<ValueSet> listing = fhirPackage.resources(ValueSet.class).stream()
                .filter(valueSet ->
                        valueSet.getCompose().getInclude().stream().anyMatch(ConceptSetComponent::hasConcept))
                .toList();
        assertThat(listing).isNotEmpty();
        for (ValueSet valueSet : listing) {
            ConceptSetComponent include = valueSet.getCompose().getInclude().stream()
                    .filter(ConceptSetComponent::hasConcept)
                    .findFirst()
                    .orElseThrow();
            String code = include.getConcept().get(0).getCode();

            Parameters answer = ask(
                    "ValueSet/$validate-code?url=", valueSet.getUrl(), "&system=", include.getSystem(), "&code=", code);
            Parameters wrong = ask(
                    "ValueSet/$validate-code?url=", valueSet.getUrl(), "&system=", include.getSystem(), "&code=", "no");

            assertThat(answer.getParameterBool("result")).as(valueSet.getUrl()).isTrue();
            assertThat(wrong.getParameterBool("result")).as(valueSet.getUrl()).isFalse();
        }
    }

    @Test
    void aDiagnosisTranslatesToTheTumourTypesOfTheMap() {
        assertThat(targets(ask(
                        "ConceptMap/$translate?url=",
                        SO + "ConceptMap/icd10-to-tumour-type",
                        "&system=",
                        ICD_10,
                        "&code=",
                        "C22.0")))
                .containsExactly("hcc");
        for (ConceptMap map : fhirPackage.resources(ConceptMap.class)) {
            ConceptMapGroupComponent group = map.getGroup().get(map.getGroup().size() - 1);
            SourceElementComponent source = group.getElement().stream()
                    .filter(element -> element.getTargetFirstRep().hasCode())
                    .reduce((first, second) -> second)
                    .orElseThrow();

            Parameters answer = ask(
                    "ConceptMap/$translate?url=",
                    map.getUrl(),
                    "&system=",
                    group.getSource(),
                    "&code=",
                    source.getCode());

            assertThat(targets(answer))
                    .as(map.getUrl())
                    .contains(source.getTargetFirstRep().getCode());
        }
    }

    @Test
    void aCodeThatTheMapDoesNotHaveTranslatesToNothing() {
        Parameters answer = ask(
                "ConceptMap/$translate?url=",
                SO + "ConceptMap/icd10-to-tumour-type",
                "&system=",
                ICD_10,
                "&code=",
                "J10");

        assertThat(answer.getParameterBool("result")).isFalse();
    }

    private Parameters ask(String... parts) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            query.append(i % 2 == 0 ? parts[i] : URLEncoder.encode(parts[i], StandardCharsets.UTF_8));
        }
        return hospital.get(query.toString()).as(Parameters.class);
    }

    private CodeSystem codeSystem(String url) {
        return fhirPackage.resources(CodeSystem.class).stream()
                .filter(system -> system.getUrl().equals(url))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isAllOfOurs(ConceptSetComponent include) {
        return include.hasSystem()
                && include.getSystem().startsWith(SO)
                && !include.hasConcept()
                && !include.hasFilter();
    }

    private static String text(Parameters answer, String name) {
        return answer.getParameterValue(name).primitiveValue();
    }

    private static List<String> targets(Parameters answer) {
        return answer.getParameter().stream()
                .filter(parameter -> parameter.getName().equals("match"))
                .flatMap(match -> match.getPart().stream())
                .filter(part -> part.getName().equals("concept"))
                .map(ParametersParameterComponent::getValue)
                .map(Coding.class::cast)
                .map(Coding::getCode)
                .toList();
    }
}
