package health.consilium.access;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.jpa.model.util.JpaConstants;
import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.param.TokenParamModifier;
import ca.uhn.fhir.rest.param.UriParamQualifierEnum;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IAnyResource;
import org.junit.jupiter.api.Test;

/** Of each parameter and modifier that HAPI knows somebody has decided whether it is offered. One that is new fails here. */
class OfferedParametersTests {

    /** In no search: of what is deleted or how HAPI stores it; of other interactions; and what is switched off. */
    private static final Set<String> NOT_OFFERED = Set.of(
            "_at",
            "_batchSize",
            "_cascade",
            "_contained",
            "_containedType",
            "_content",
            "_expunge",
            "_exportId",
            "_fhirpath",
            "_fileCount",
            "_filter",
            "_groupId",
            "_history",
            "_in",
            "_includeDeleted",
            "_includeHistory",
            "_jobDescription",
            "_jobId",
            "_language",
            "_maxRounds",
            "_mdm",
            "_narrative",
            "_outputFormat",
            "_pid",
            "_processingMode",
            "_query",
            "_return",
            "_search",
            "_since",
            "_tags",
            "_text",
            "_type",
            "_typeFilter",
            "_typePostFetchFilterUrl",
            "_until",
            "_validate");

    private static final Set<String> MODIFIERS_NOT_OFFERED = Set.of("mdm", "nickname");

    @Test
    void ofEachParameterThatHapiKnowsItIsDecided() {
        Set<String> known = Stream.of(Constants.class, JpaConstants.class, IAnyResource.class)
                .flatMap(OfferedParametersTests::texts)
                .filter(text -> text.matches("_[a-zA-Z]+"))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(known).contains("_id", "_has", "_includeDeleted").containsAll(NOT_OFFERED);
        assertThat(known).allSatisfy(name -> assertThat(OfferedParameters.offers(name))
                .as("%s is offered; if HAPI has learnt it, decide: OfferedParameters, or NOT_OFFERED here", name)
                .isEqualTo(!NOT_OFFERED.contains(name)));
    }

    @Test
    void ofEachModifierThatHapiKnowsItIsDecided() {
        Set<String> known = Stream.of(
                        texts(Constants.class),
                        Arrays.stream(TokenParamModifier.values()).map(TokenParamModifier::getValue),
                        Arrays.stream(UriParamQualifierEnum.values()).map(UriParamQualifierEnum::getValue))
                .flatMap(names -> names)
                .filter(text -> text.matches("(_[a-z]+)?:[a-z-]+"))
                .map(text -> text.replaceAll(".*:", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(known).contains("not", "iterate", "nickname").containsAll(MODIFIERS_NOT_OFFERED);
        assertThat(known).allSatisfy(name -> assertThat(OfferedParameters.modifiesBy(name))
                .as(":%s is offered; if HAPI has learnt it, decide: OfferedParameters, or here", name)
                .isEqualTo(!MODIFIERS_NOT_OFFERED.contains(name)));
    }

    @Test
    void whatIsKeptFromTheConfinedIsOfferedToNobodyOrToThoseWhoSeeAll() {
        assertThat(OfferedParameters.offers("_has")).isTrue();
        assertThat(OfferedParameters.offersInPages("_has")).isFalse();
        assertThat(OfferedParameters.offersInPages("_security")).isFalse();
        assertThat(OfferedParameters.sortsBy("_pid")).isFalse();
    }

    private static Stream<String> texts(Class<?> holder) {
        return Arrays.stream(holder.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == String.class)
                .map(OfferedParametersTests::text);
    }

    private static String text(Field field) {
        try {
            return (String) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
