package health.consilium.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import health.consilium.smart.Clients;
import health.consilium.smart.Credential;
import health.consilium.smart.PartyRole;
import health.consilium.smart.SystemClient;
import health.consilium.support.Api;
import health.consilium.support.Api.Response;
import health.consilium.support.ExampleCases;
import health.consilium.support.Journey;
import health.consilium.support.Journey.Journeys;
import health.consilium.support.Mailbox;
import health.consilium.support.ServerTest;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hl7.fhir.r4.model.AuditEvent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A clinician who has nothing to do with a case reads it in an emergency. */
@ServerTest
@ResourceLock("exports of the demo's clients")
class BreakGlassIT {

    private static final String REASON = "Found unconscious at the airport; allergies and drugs are not known.";

    private static final String OFFICER = "privacy@consilium.example";
    private static final String SOON = "review of a declared emergency is due soon";
    private static final String LATE = "not reviewed in time";

    @Autowired
    Journeys journeys;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clients clients;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void aStrangerReadsTheOneCaseForHalfAnHourAndNothingElse() {
        Journey journey = journeys.hospitalSends("breast");
        Journey other = journeys.hospitalSends("hcc");
        Api stranger = journey.stranger(PartyRole.HOSPITAL);
        String patient = "Patient/" + journey.patientId();
        assertThat(stranger.get(patient).status()).isEqualTo(404);
        assertThat(observations(stranger, patient)).isEmpty();
        Instant before = Instant.now();

        Parameters opened = declared(stranger, journey);

        assertThat(((InstantType) opened.getParameter("until").getValue())
                        .getValue()
                        .toInstant())
                .isBetween(before.plusSeconds(1799), Instant.now().plusSeconds(1801));
        assertThat(((Reference) opened.getParameter("patient").getValue()).getReference())
                .isEqualTo(patient);
        Patient read = stranger.read(Patient.class, patient);
        assertThat(observations(stranger, patient)).isNotEmpty();
        assertThat(stranger.get("Patient?_id=" + journey.patientId())
                        .as(Bundle.class)
                        .getEntry())
                .hasSize(1);
        assertThat(stranger.get(patient + "/$summary").status()).isEqualTo(200);
        String bytes = bytes(stranger, patient);
        assertThat(stranger.get(bytes).status()).isEqualTo(200);
        assertThat(stranger.get("Patient/" + other.patientId()).status()).isEqualTo(404);
        assertThat(observations(stranger, "Patient/" + other.patientId())).isEmpty();
        Response exporting = stranger.with("Prefer", "respond-async").get("$export?_type=Patient,Observation");
        changesNothing(stranger, read);
        assertThat(stranger.get(patient + "/$everything").status()).isEqualTo(403);
        assertThat(exported(stranger, exporting.header("Content-Location"))).doesNotContain("\"url\"");

        // That this is after thirty minutes is what EmergencyTimesModuleTests shows, by a clock that moves.
        jdbc.sql("update case_grant set closes_at = now() - interval '1 second' where because = :because")
                .param("because", "BreakGlass/" + id(opened))
                .update();

        assertThat(stranger.get(patient).status()).isEqualTo(404);
        assertThat(stranger.get(bytes).status()).isEqualTo(404);
        assertThat(observations(stranger, patient)).isEmpty();
    }

    private static String bytes(Api reader, String patient) {
        return reader.search(DocumentReference.class, "DocumentReference?patient=" + patient)
                .get(0)
                .getContentFirstRep()
                .getAttachment()
                .getUrl();
    }

    @Test
    void anEmergencyWidensNoRoleAndTheDesksOwnIsOnRecordAsOne() {
        Journey journey = journeys.hospitalSends("nsclc");
        String patient = "Patient/" + journey.patientId();
        Api centre = journey.stranger(PartyRole.CENTRE);
        Api desk = journey.stranger(PartyRole.COORDINATOR);

        declared(centre, journey);
        String declaration = "BreakGlass/" + id(declared(desk, journey));
        desk.read(Patient.class, patient);

        assertThat(centre.get(bytes(centre, patient)).status()).isEqualTo(200);
        assertThat(centre.get("Observation?patient=" + patient).status()).isEqualTo(403);
        assertThat(centre.get(patient).status()).isEqualTo(403);
        assertThat(Api.person("admin").search(AuditEvent.class, "AuditEvent?entity=" + declaration))
                .extracting(event -> event.getSubtypeFirstRep().getCode())
                .containsExactly("read", "110127");
    }

    private static void changesNothing(Api stranger, Patient read) {
        read.addTelecom().setSystem(ContactPoint.ContactPointSystem.PHONE).setValue("+1");
        assertThat(stranger.put(read).status()).isEqualTo(403);
        Bundle transaction = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        transaction
                .addEntry()
                .setResource(read)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Patient/" + read.getIdElement().getIdPart());
        assertThat(stranger.transaction(transaction).status()).isEqualTo(403);
        Observation finding = new Observation();
        finding.setStatus(Observation.ObservationStatus.FINAL);
        finding.getCode().setText("Found at night");
        finding.setSubject(new Reference("Patient/" + read.getIdElement().getIdPart()));
        assertThat(stranger.post(finding).code()).isEqualTo("dangling-reference");
    }

    /** Patients of the example read Hindi. */
    private static boolean isAbout(String number, String text) {
        return text.contains(number) && (text.contains("emergency") || text.contains("आपात"));
    }

    private static String exported(Api stranger, String poll) {
        return await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> stranger.get(poll), answer -> answer.status() == 200)
                .text();
    }

    @Test
    void patientAndPrivacyOfficerAreToldAndAllThatWasReadIsOnRecord() throws Exception {
        String address = "patient-" + UUID.randomUUID() + "@example.org";
        Bundle sent = ExampleCases.fresh("breast");
        sent.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Patient.class::isInstance)
                .map(Patient.class::cast)
                .forEach(patient -> patient.addTelecom()
                        .setSystem(ContactPoint.ContactPointSystem.EMAIL)
                        .setValue(address));
        Journey journey = journeys.hospitalSends(sent);
        Api stranger = journey.stranger(PartyRole.HOSPITAL);
        String number = journey.number();

        String declaration =
                "BreakGlass/" + id(declare(stranger, number, "ETREAT", REASON).as(Parameters.class));
        stranger.read(Patient.class, "Patient/" + journey.patientId());

        for (String reader : List.of(address, OFFICER)) {
            MimeMessage mail = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> Mailbox.of(reader).stream()
                                    .filter(message -> isAbout(number, Mailbox.text(message, "text/plain")))
                                    .toList(),
                            found -> found.size() == 1)
                    .get(0);
            assertThat(mail.getSubject() + Mailbox.text(mail, "text/plain") + Mailbox.text(mail, "text/html"))
                    .doesNotContainIgnoringCase("unconscious")
                    .doesNotContainIgnoringCase("carcinoma")
                    .doesNotContain(journey.patientId());
        }
        assertThat(journey.patient().search(Communication.class, "Communication?category=alert"))
                .as("what stays when there is no mail")
                .hasSize(1);
        assertThat(Api.person("admin").search(AuditEvent.class, "AuditEvent?entity=" + declaration))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getPurposeOfEventFirstRep()
                                .getCodingFirstRep()
                                .getCode())
                        .isEqualTo("BTG"))
                .extracting(event -> event.getSubtypeFirstRep().getCode() + " " + purposes(event))
                .containsExactly("read [BTG]", "110127 [BTG, ETREAT]");
        List<ParametersParameterComponent> told = journey
                .patient()
                .operation(
                        "Patient/" + journey.patientId() + "/$access-report",
                        new Parameters().addParameter("language", new CodeType("hi")))
                .as(Parameters.class)
                .getParameter()
                .stream()
                .filter(parameter -> part(parameter, "why").startsWith("आपात स्थिति में"))
                .toList();
        assertThat(told)
                .extracting(entry -> part(entry, "what"))
                .anySatisfy(what -> assertThat(what).startsWith("पढ़े गए रिकॉर्ड"))
                .anySatisfy(what -> assertThat(what).endsWith(REASON));
        assertThat(told)
                .extracting(entry -> part(entry, "why"))
                .as("treatment in an emergency, and what was read in it")
                .containsExactlyInAnyOrder("आपात स्थिति में इलाज के लिए", "आपात स्थिति में");
    }

    private static List<String> purposes(AuditEvent event) {
        return event.getPurposeOfEvent().stream()
                .map(purpose -> purpose.getCodingFirstRep().getCode())
                .toList();
    }

    @Test
    void nobodyBreaksTheGlassWithoutAReasonBySystemByARoleThatNeverNeedsItOrAfterAWhile() {
        Journey journey = journeys.hospitalSends("breast");
        String number = journey.number();
        Api stranger = journey.stranger(PartyRole.CENTRE);

        assertThat(declare(stranger, number, null).status()).isEqualTo(400);
        assertThat(declare(stranger, number, "urgent").status()).isEqualTo(400);
        assertThat(declare(stranger, null, REASON).status()).isEqualTo(400);
        Response unknown = declare(stranger, number, "HMARKT", REASON);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.message()).contains("BTG, ETREAT, ERTREAT, THREAT, DISASTER");
        for (Api caller : List.of(
                Api.system("hospital-nairobi"),
                Api.system("centre-seoul"),
                journey.patient(),
                Api.person("translator-1"),
                Api.person("admin"))) {
            assertThat(declare(caller, number, REASON).status()).isEqualTo(403);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(declare(stranger, "C-2026-0000000" + i, REASON).status()).isEqualTo(404);
        }
        Response tooMany = declare(stranger, number, REASON);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.code()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(tooMany.header("Retry-After"))).isBetween(3000, 3601);

        String name = "late-" + UUID.randomUUID();
        Api late = journey.stranger(PartyRole.HOSPITAL, name);
        late.token();
        jdbc.sql(
                        """
                        update oauth2_authorization set attributes = regexp_replace(attributes, 'AT_\\d+', :earlier, 'g')
                        where principal_name = :name
                        """)
                .param("earlier", "AT_" + Instant.now().minusSeconds(301).getEpochSecond())
                .param("name", name)
                .update();
        Response stale = declare(late, number, REASON);
        assertThat(stale.status()).isEqualTo(401);
        assertThat(stale.message()).contains("Sign in again");
        assertThat(stale.header("WWW-Authenticate"))
                .contains("insufficient_user_authentication")
                .contains("max_age=\"300\"");
        assertThat(late.get("Patient/" + journey.patientId()).status()).isEqualTo(404);
    }

    @Test
    void aCaseIsClosedWhenItsEmergencyIsReviewed() {
        OnTheWay way = OnTheWay.delivered(journeys, "breast", "centre-istanbul");
        Journey journey = way.journey;
        Api stranger = journey.stranger(PartyRole.HOSPITAL);
        String id = id(declared(stranger, journey));
        Api officer = Api.person("admin");
        String root = journey.root().getIdElement().getIdPart();
        String open = journey.status();
        TimePasses time = new TimePasses(jdbc);

        time.of(root, 31);
        await().atMost(Duration.ofSeconds(30)).until(() -> time.hasSeen(root, "close"));
        assertThat(journey.status()).as("when the time is over").isEqualTo(open);
        withdraw(journey);
        assertThat(journey.status()).as("when the patient ends it").isEqualTo(open);

        assertThat(listed(officer, id, false)).satisfies(emergency -> {
            assertThat(part(emergency, "case")).isEqualTo(journey.number());
            assertThat(part(emergency, "reason")).isEqualTo(REASON);
            assertThat(part(emergency, "purpose")).isEqualTo("BTG");
            assertThat(Instant.parse(part(emergency, "due")))
                    .isCloseTo(
                            Instant.parse(part(emergency, "declared")).plus(Duration.ofDays(2)),
                            within(2, ChronoUnit.SECONDS));
            assertThat(part(emergency, "role")).isEqualTo("hospital");
            assertThat(part(emergency, "justified")).isEmpty();
        });
        assertThat(review(journey.coordinator(), id, true, "It is what it was.").status())
                .isEqualTo(403);
        assertThat(review(officer, id, null, "It is what it was.").status()).isEqualTo(400);
        Response bySystem = review(systemOfAdministration(), id, true, "It is what it was.");
        assertThat(bySystem.status()).as("whoever holds the key of a system").isEqualTo(403);
        assertThat(bySystem.message()).contains("by a person");
        assertThat(review(officer, id, true, "ok").status()).isEqualTo(400);
        assertThat(review(officer, UUID.randomUUID().toString(), true, "It is what it was.")
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("Patient/" + journey.patientId()).status()).isEqualTo(200);

        assertThat(review(officer, id, false, "The patient was at home and well.")
                        .status())
                .isEqualTo(200);

        assertThat(stranger.get("Patient/" + journey.patientId()).status()).isEqualTo(404);
        assertThat(journey.status()).isEqualTo("closed");
        assertThat(Api.person("admin").search(AuditEvent.class, "AuditEvent?entity=BreakGlass/" + id))
                .as("what came of it is in the trail")
                .filteredOn(event ->
                        "$review-emergency".equals(event.getSubtypeFirstRep().getDisplay()))
                .singleElement()
                .satisfies(event -> assertThat(event.getEntity())
                        .extracting(AuditEvent.AuditEventEntityComponent::getDescription)
                        .contains("not justified: The patient was at home and well."));
        assertThat(review(officer, id, true, "It is what it was.").status()).isEqualTo(409);
        assertThat(listed(officer, id, true)).satisfies(emergency -> {
            assertThat(part(emergency, "justified")).isEqualTo("false");
            assertThat(part(emergency, "due")).isEmpty();
        });
        assertThat(declare(stranger, journey.number(), REASON).status())
                .as("what has ended is not opened again")
                .isEqualTo(404);
    }

    /** With the role of the privacy officer, and a key that more than one person may hold. */
    private Api systemOfAdministration() {
        String id = "administration-" + UUID.randomUUID();
        clients.register(new SystemClient(
                id,
                "Administration",
                PartyRole.ADMIN,
                "Organization/coordination",
                Set.of("system/*.crus"),
                new Credential.Secret(id + "-demo-secret")));
        return Api.systemWithNewToken(id);
    }

    @Test
    void whatWasSaidOfAnEmergencyStaysAsItWasSaid() {
        Journey journey = journeys.hospitalSends("breast");
        String open = id(declared(journey.stranger(PartyRole.HOSPITAL), journey));
        String reviewed = id(declared(journey.stranger(PartyRole.HOSPITAL), journey));
        assertThat(review(Api.person("admin"), reviewed, false, "Nobody was unconscious.")
                        .status())
                .isEqualTo(200);

        for (String change : List.of(
                "update break_glass set reason = 'Asked by the patient.'",
                "update break_glass set declared_at = declared_at - interval '1 day'",
                "update break_glass set until = until + interval '1 day'",
                "update break_glass set subject = 'somebody', party = 'Practitioner/somebody'",
                "update break_glass set id = gen_random_uuid()",
                "update break_glass set reviewed_at = now()",
                "delete from break_glass")) {
            refusedInTheDatabase(change, open);
            refusedInTheDatabase(change, reviewed);
        }
        refusedInTheDatabase("update break_glass set justified = true", reviewed);
        refusedInTheDatabase("update break_glass set note = 'It was one.'", reviewed);
        refusedInTheDatabase(
                "update break_glass set reviewed_at = null, reviewed_by = null, justified = null, note = null",
                reviewed);
        assertThatThrownBy(() -> jdbc.sql("truncate break_glass").update()).isInstanceOf(DataAccessException.class);
    }

    private void refusedInTheDatabase(String change, String id) {
        assertThatThrownBy(() -> jdbc.sql(change + " where id = :id")
                        .param("id", UUID.fromString(id))
                        .update())
                .as(change)
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("emergency");
    }

    @Test
    void whatAPatientTakesBackEndsTheEmergencyAtOnce() {
        Journey journey = journeys.hospitalSends("breast");
        Api stranger = journey.stranger(PartyRole.HOSPITAL);
        declared(stranger, journey);
        assertThat(stranger.get(journey.caseReference()).status()).isEqualTo(200);

        withdraw(journey);

        assertThat(journey.status()).isEqualTo("withdrawn");
        assertThat(stranger.get(journey.caseReference()).status()).isEqualTo(404);
    }

    @Test
    void aReviewThatNobodyMakesIsChasedStepByStepAndEachStepOnce() {
        Journey journey = journeys.hospitalSends("breast");
        String number = journey.number();
        String late = id(declared(journey.stranger(PartyRole.HOSPITAL), journey));
        String inTime = id(declared(journey.stranger(PartyRole.HOSPITAL), journey));
        TimePasses time = new TimePasses(jdbc);
        assertThat(review(Api.person("admin"), inTime, true, "It is what it was.")
                        .status())
                .isEqualTo(200);
        assertThat(time.timers(inTime)).as("what is reviewed is chased no more").isEmpty();
        assertThat(told(OFFICER, number, SOON)).isZero();

        time.of(late, 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> told(OFFICER, number, SOON) == 1);
        assertThat(time.steps(late)).containsExactly("reminder");
        assertThat(toDesk(journey)).as("a reminder is the officer's").isEmpty();

        time.of(late, 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> told(OFFICER, number, LATE) == 1);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(toDesk(journey)).singleElement().satisfies(text -> assertThat(text)
                    .contains(LATE));
            assertThat(time.timers(late)).as("nothing is left to be done").isEmpty();
        });

        time.fireAgain(late);
        await().atMost(Duration.ofSeconds(30)).until(() -> time.timers(late).isEmpty());
        assertThat(time.steps(late)).containsExactly("reminder", "escalation");
        assertThat(time.steps(inTime)).isEmpty();
        assertThat(told(OFFICER, number, SOON)).isEqualTo(1);
        assertThat(told(OFFICER, number, LATE)).isEqualTo(1);
        assertThat(toDesk(journey)).hasSize(1);
        assertThat(Api.person("coordinator").get("Task/$overdue?count=200").text())
                .as("it is no Task")
                .doesNotContain(late);
        assertThat(review(Api.person("admin"), late, true, "Late, but it was one.")
                        .status())
                .isEqualTo(200);
        assertThat(jdbc.sql("select outcome, breached_at is not null from task_clock where task_id = :id")
                        .param("id", late)
                        .query((row, index) -> row.getString(1) + " " + row.getBoolean(2))
                        .single())
                .isEqualTo("completed true");
    }

    @Test
    void anEmergencyThatAnEarlierVersionTookGetsTheClockOfItsReview() {
        Journey journey = journeys.hospitalSends("breast");
        String old = id(declared(journey.stranger(PartyRole.HOSPITAL), journey));
        String recent = id(declared(journey.stranger(PartyRole.HOSPITAL), journey));
        takenWithoutClock(old, 20);
        takenWithoutClock(recent, 0);
        Api officer = Api.person("admin");
        assertThat(part(listed(officer, old, false), "due")).isEmpty();

        TimePasses time = new TimePasses(jdbc);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            time.runSoon("missing-review-clocks");
            assertThat(part(listed(officer, recent, false), "due")).isNotEmpty();
        });
        await().atMost(Duration.ofSeconds(30)).until(() -> told(OFFICER, journey.number(), LATE) == 1);
        assertThat(time.steps(old))
                .as("late from the beginning: no word that it will be due")
                .contains("escalation");
        assertThat(told(OFFICER, journey.number(), SOON)).isZero();
        for (String id : List.of(old, recent)) {
            ParametersParameterComponent emergency = listed(officer, id, false);
            assertThat(Instant.parse(part(emergency, "due")))
                    .as("counted from the declaration")
                    .isEqualTo(Instant.parse(part(emergency, "declared"))
                            .truncatedTo(ChronoUnit.SECONDS)
                            .plus(Duration.ofDays(2)));
        }
        assertThat(time.timers(recent)).hasSize(1);
    }

    /** As it lies in the database of a server that kept no clocks of reviews. */
    private void takenWithoutClock(String id, int daysAgo) {
        jdbc.sql("delete from scheduled_tasks where task_name = 'chase' and task_instance like :id")
                .param("id", id + "/%")
                .update();
        jdbc.sql("delete from task_clock where task_id = :id").param("id", id).update();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            jdbc.sql("set local session_replication_role = replica").update();
            jdbc.sql("update break_glass set declared_at = declared_at - make_interval(days => :days) where id = :id")
                    .param("days", daysAgo)
                    .param("id", UUID.fromString(id))
                    .update();
        });
    }

    /** What the desk is told of emergencies in this case. */
    private static List<String> toDesk(Journey journey) {
        return journey
                .coordinator()
                .search(
                        Communication.class,
                        "Communication?category=notification&patient=Patient/" + journey.patientId())
                .stream()
                .map(message ->
                        message.getPayloadFirstRep().getContentStringType().getValue())
                .filter(text -> text.contains("emergency"))
                .toList();
    }

    /** How many mails of this case with these words came to this address. */
    private static long told(String address, String number, String words) {
        return Mailbox.of(address).stream()
                .map(message -> Mailbox.text(message, "text/plain"))
                .filter(text -> text.contains(number) && text.contains(words))
                .count();
    }

    private static void withdraw(Journey journey) {
        CaseWithdrawalIT.withdraw(journey.patient(), journey.rootReference()).as(Task.class);
    }

    private static Response declare(Api who, String number, String reason) {
        return declare(who, number, null, reason);
    }

    private static Response declare(Api who, String number, String purpose, String reason) {
        Parameters asked = new Parameters();
        if (purpose != null) {
            asked.addParameter("purpose", new CodeType(purpose));
        }
        if (number != null) {
            asked.addParameter("case", number);
        }
        if (reason != null) {
            asked.addParameter("reason", reason);
        }
        return who.operation("ServiceRequest/$break-glass", asked);
    }

    static Parameters declared(Api who, Journey journey) {
        return declare(who, journey.number(), REASON).as(Parameters.class);
    }

    private static Response review(Api who, String id, Boolean justified, String note) {
        Parameters asked = new Parameters();
        asked.addParameter("id", id);
        if (justified != null) {
            asked.addParameter("justified", new BooleanType(justified));
        }
        asked.addParameter("note", note);
        return who.operation("AuditEvent/$review-emergency", asked);
    }

    private static ParametersParameterComponent listed(Api officer, String id, boolean all) {
        Parameters asked = new Parameters();
        asked.addParameter("all", new BooleanType(all));
        asked.addParameter("count", new org.hl7.fhir.r4.model.IntegerType(200));
        return officer.operation("AuditEvent/$emergencies", asked).as(Parameters.class).getParameter().stream()
                .filter(parameter -> id.equals(part(parameter, "id")))
                .findFirst()
                .orElseThrow();
    }

    private static List<Observation> observations(Api who, String patient) {
        return who.search(Observation.class, "Observation?patient=" + patient);
    }

    private static String id(Parameters opened) {
        return opened.getParameter("id").getValue().primitiveValue();
    }

    static String part(ParametersParameterComponent entry, String name) {
        return entry.getPart().stream()
                .filter(part -> part.getName().equals(name))
                .map(part -> part.getValue().primitiveValue())
                .findFirst()
                .orElse("");
    }
}
