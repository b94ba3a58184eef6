package health.consilium.access.emergency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import health.consilium.access.Caller;
import health.consilium.access.Callers;
import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.access.TestAccess;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.RefusedException;
import health.consilium.smart.Assurance;
import health.consilium.smart.AuthenticatedParty;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SmartTestServer;
import health.consilium.smart.TestSessions;
import health.consilium.support.InMemoryFhirStore;
import health.consilium.support.SetClock;
import health.consilium.support.TransactionalStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.support.TransactionTemplate;

/** How long an emergency lasts and how fresh a sign-in has to be for one, by a clock that the test moves; on a real PostgreSQL. */
class EmergencyTimesModuleTests {

    private static final String REASON = "Brought in unconscious at night.";

    private final SetClock clock = new SetClock(Instant.parse("2026-11-26T02:00:00Z"));
    private final DataSource database = SmartTestServer.get().bean(DataSource.class);
    private final FhirStore store = new TransactionalStore(
            new InMemoryFhirStore(), new TransactionTemplate(new DataSourceTransactionManager(database)));
    private final JdbcClient jdbc = JdbcClient.create(database);
    private final Grants grants = TestAccess.grants(jdbc, clock);
    private final String person = "clinician-" + UUID.randomUUID();
    private final String number =
            "C-2026-" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);
    private final BreakGlassOperation operation = new BreakGlassOperation(
            new Callers(),
            new Emergencies(
                    new Register(jdbc),
                    grants,
                    store,
                    new PrivacyOfficer(new EmergencySettings("Practitioner/officer", 3), store),
                    event -> {},
                    clock),
            clock);

    @BeforeEach
    void thereIsACase() {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/access")
                .table("flyway_history_access")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
        Practitioner officer = new Practitioner();
        officer.setId("officer");
        store.create(officer);
        Patient patient = new Patient();
        patient.setId("patient");
        patient.getMeta().addSecurity(Compartment.ofCase(number));
        store.create(patient);
        ServiceRequest request = new ServiceRequest();
        request.setId("case");
        request.setStatus(ServiceRequest.ServiceRequestStatus.ACTIVE);
        request.setSubject(new Reference("Patient/patient"));
        request.getRequisition().setValue(number);
        request.getMeta().addSecurity(Compartment.ofCase(number));
        store.create(request);
    }

    @AfterEach
    void nobodyIsSignedIn() {
        TestSessions.end();
    }

    @Test
    void aCaseIsOpenForThirtyMinutesAndNotASecondLonger() {
        signIn();
        assertThat(opened()).isEmpty();

        declare(new MockHttpServletResponse());

        clock.advance(Duration.ofMinutes(30).minusSeconds(1));
        assertThat(opened()).containsExactly(Compartment.ofCase(number).getCode());
        clock.advance(Duration.ofSeconds(1));
        assertThat(opened()).isEmpty();
    }

    @Test
    void anotherDeclarationIsAnotherHalfHour() {
        signIn();
        declare(new MockHttpServletResponse());
        clock.advance(Duration.ofMinutes(20));
        signIn();
        declare(new MockHttpServletResponse());

        clock.advance(Duration.ofMinutes(29));
        assertThat(opened()).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(opened()).isEmpty();
    }

    @Test
    void aSignInIsFreshForFiveMinutes() {
        signIn();
        clock.advance(Duration.ofMinutes(5));
        declare(new MockHttpServletResponse());

        clock.advance(Duration.ofSeconds(1));
        MockHttpServletResponse response = new MockHttpServletResponse();
        RefusedException stale = refused(response);

        assertThat(stale.status()).isEqualTo(401);
        assertThat(response.getHeader("WWW-Authenticate"))
                .contains("insufficient_user_authentication", "acr_values=\"phr\"", "max_age=\"300\"");
        assertThat(jdbc.sql("select count(*) from break_glass_attempt where subject = :person")
                        .param("person", person)
                        .query(Integer.class)
                        .single())
                .as("what was refused for that is no attempt")
                .isEqualTo(1);
    }

    @Test
    void whoTriesTooOftenIsToldWhenToComeAgainAndThenMay() {
        for (int i = 0; i < 3; i++) {
            signIn();
            declare(new MockHttpServletResponse());
            clock.advance(Duration.ofMinutes(10));
        }
        signIn();
        RefusedException tooMany = refused(new MockHttpServletResponse());

        assertThat(tooMany.status()).isEqualTo(429);
        Duration pause = tooMany.refusals().get(0).retryAfter();
        assertThat(pause).isEqualTo(Duration.ofMinutes(40));
        clock.advance(pause);
        signIn();
        assertThat(declare(new MockHttpServletResponse()).getParameter("until")).isNotNull();
    }

    private void signIn() {
        TestSessions.begin(new AuthenticatedParty(
                person,
                "app",
                Set.of("user/*.rs"),
                PartyRole.HOSPITAL,
                "Practitioner/" + person,
                Optional.empty(),
                Optional.of("Organization/elsewhere"),
                Assurance.PASSKEY,
                Optional.of(clock.instant())));
    }

    private Parameters declare(MockHttpServletResponse response) {
        ServletRequestDetails request = new ServletRequestDetails();
        request.setServletResponse(response);
        return operation.declare(new StringType(number), new CodeType("ETREAT"), new StringType(REASON), request);
    }

    private RefusedException refused(MockHttpServletResponse response) {
        return catchThrowableOfType(RefusedException.class, () -> declare(response));
    }

    /** What the person can read because of an emergency now. */
    private Set<String> opened() {
        Caller caller = new Callers().current();
        return TestAccess.openInAnEmergency(grants, caller);
    }
}
