package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.ServerTest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** What a second opinion would cost, before there is a case. */
@ServerTest
class EstimateIT {

    private static final String SO = "https://w3id.org/consilium/fhir/StructureDefinition/";

    @Test
    void anEstimateSaysWhatEachLineCosts() {
        Claim claim = estimate("remote", "review-heidelberg", "EUR", 12, "bn").as(Claim.class);

        assertThat(claim.getItem())
                .extracting(
                        item -> item.getProductOrService().getCodingFirstRep().getCode() + " "
                                + item.getNet().getValue().toPlainString())
                .containsExactly("review 780.00", "translation-page 264.00", "coordination 150.00");
        assertThat(claim.getTotal().getValue()).isEqualByComparingTo("1194");
        assertThat(claim.getId()).isNull();
    }

    @Test
    void anEstimateThatCannotBeMadeIsRefusedInWords() {
        assertThat(refusal(estimate("remote", "review-heidelberg", "XXX", 1, "bn")))
                .isEqualTo("422 unknown-code");
        assertThat(refusal(estimate("remote", "review-heidelberg", "JPY", 1, "bn")))
                .isEqualTo("422 no-exchange-rate");
        assertThat(refusal(estimate("by-post", "review-heidelberg", "EUR", 1, "bn")))
                .isEqualTo("422 unknown-code");
        assertThat(refusal(estimate("remote", "nobody", "EUR", 1, "bn"))).isEqualTo("422 dangling-reference");
        assertThat(refusal(estimate("remote", "review-heidelberg", "EUR", -1, "bn")))
                .isEqualTo("400 malformed");
        assertThat(Api.system("centre-seoul")
                        .operation("Claim/$estimate", new Parameters())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anotherCurrencyNeedsARateWithItsDate() {
        Parameters parameters = estimateOf("remote", "review-houston", "JPY", 0, "en");
        Parameters.ParametersParameterComponent rate = parameters.addParameter().setName("rate");
        rate.addPart().setName("from").setValue(new CodeType("USD"));
        rate.addPart().setName("value").setValue(new DecimalType("151.27"));
        assertThat(refusal(Api.person("coordinator").operation("Claim/$estimate", parameters)))
                .isEqualTo("400 malformed");

        rate.addPart()
                .setName("date")
                .setValue(new DateType(LocalDate.now(ZoneOffset.UTC).toString()));
        Claim claim = Api.person("coordinator")
                .operation("Claim/$estimate", parameters)
                .as(Claim.class);

        assertThat(claim.getItem().get(0).getNet().getValue()).isEqualTo("279850");
        assertThat(claim.getExtensionByUrl(SO + "exchange-rate")
                        .getExtensionByUrl("value")
                        .getValue()
                        .primitiveValue())
                .isEqualTo("151.27");
    }

    private static Api.Response estimate(String option, String service, String currency, int pages, String language) {
        return Api.person("coordinator")
                .operation("Claim/$estimate", estimateOf(option, service, currency, pages, language));
    }

    private static Parameters estimateOf(String option, String service, String currency, int pages, String language) {
        Parameters parameters = new Parameters();
        parameters.addParameter("option", new CodeType(option));
        parameters.addParameter().setName("service").setValue(new Reference("HealthcareService/" + service));
        parameters.addParameter("pages", new IntegerType(pages));
        parameters.addParameter("language", new CodeType(language));
        parameters.addParameter("currency", new CodeType(currency));
        return parameters;
    }

    private static String refusal(Api.Response response) {
        return response.status() + " " + response.code();
    }
}
