package health.consilium.journeys;

import static health.consilium.journeys.Erasure.asked;
import static health.consilium.journeys.Erasure.counts;
import static health.consilium.journeys.Erasure.dryRun;
import static health.consilium.journeys.Erasure.purge;
import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.support.Api;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.ServerTest;
import health.consilium.support.TrailRows;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What stands against an erasure, and what is asked for when nothing stands against it any more. */
@ServerTest
class PurgeGroundsIT {

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    @Test
    void theLawOutranksAWishButNotWhatShouldNeverHaveArrived() {
        Journey journey = journeys.hospitalSends(ExampleCases.livingIn("DE", ExampleCases.fresh("breast")));
        journey.withdrawnBy(journey.patient());

        Api.Response refused = purge(journey, "case", "patient-request");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("retention-duty");
        assertThat(refused.message())
                .contains("§ 630f Abs. 3 BGB")
                .contains(String.valueOf(java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                        .plusYears(10)
                        .getYear()));
        assertThat(jdbc.sql("select count(*) from " + TrailRows.ALL + " where " + TrailRows.ofCase("ERASURE_REFUSED"))
                        .param("case", journey.number())
                        .query(Integer.class)
                        .single())
                .as("the ground is on record")
                .isOne();
        assertThat(counts(dryRun(journey, "case", "received-in-error"))).containsKey("Patient");
    }

    @Test
    void badParametersAreToldApart() {
        Journey journey = journeys.hospitalSends("breast");
        assertThat(purge(journey, "everything", "patient-request").code()).isEqualTo("unknown-code");
        assertThat(purge(journey, "case", "boredom").code()).isEqualTo("unknown-code");
        assertThat(journey.coordinator()
                        .operation(journey.caseReference() + "/$purge", new Parameters())
                        .status())
                .isEqualTo(400);
        Parameters mixed = asked("case", "patient-request");
        mixed.addParameter().setName("attestation").setValue(new Reference("DocumentReference/1"));
        assertThat(journey.coordinator()
                        .operation(journey.caseReference() + "/$purge", mixed)
                        .code())
                .isEqualTo("malformed");
        assertThat(journey.coordinator()
                        .operation("ServiceRequest/none/$purge", asked("case", "patient-request"))
                        .status())
                .isEqualTo(404);
        assertThat(purge(journey, "centre-copy", "consent-expired").code()).isEqualTo("not-ready");
    }
}
