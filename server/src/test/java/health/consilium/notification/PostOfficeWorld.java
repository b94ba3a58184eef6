package health.consilium.notification;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.zaxxer.hikari.HikariDataSource;
import health.consilium.access.Caller;
import health.consilium.access.CaseAccess;
import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.access.Role;
import health.consilium.access.TestAccess;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.notification.Outbox.News;
import health.consilium.notification.rules.Actor;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.PartyRole;
import health.consilium.smart.TestAccounts;
import health.consilium.support.Api;
import health.consilium.support.InMemoryFhirStore;
import health.consilium.support.Ports;
import health.consilium.support.TransactionalStore;
import health.consilium.turnaround.ChaseStepTaken;
import health.consilium.workflow.TestCases;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.rules.TaskKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Task;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;

/** The module on a real PostgreSQL, with real HTTP and SMTP on the other side, resources in memory and a clock of its own. */
final class PostOfficeWorld {

    static final Actor SERVER = new Actor("Device/consilium", null);
    static final Caller COORDINATOR = caller("coordinator", Role.COORDINATOR, "Practitioner/c", "Organization/desk");
    static final Caller CENTRE = caller("centre", Role.CENTRE, "Organization/centre", "Organization/centre");

    private static final String SO = "https://w3id.org/consilium/fhir";

    private static final PostOfficeWorld INSTANCE = new PostOfficeWorld();

    final EmbeddedPostgres postgres;
    private final HikariDataSource database = new HikariDataSource();
    final WireMockServer endpoint =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());
    /** On a port of its own, so that it comes back at the same address. */
    final GreenMail mail = new GreenMail(new ServerSetup(Ports.free(), "localhost", ServerSetup.PROTOCOL_SMTP));

    final SettableClock clock = new SettableClock();
    final JdbcClient jdbc;
    final FhirStore store;
    final Grants grants;
    final Accounts accounts;
    final ChaseNews chases;
    final Outbox outbox;
    final Subscriptions subscriptions;
    final Deliveries deliveries;
    private final NotificationHealth health;
    final HookChannel hooks;
    final Addressing addressing;
    final SubscriptionStates states;
    final Courier courier;
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final NotificationSettings settings = settings();
    private final TransactionTemplate transactions;

    private PostOfficeWorld() {
        endpoint.start();
        mail.start();
        postgres = start();
        database.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        migrate(database, "access");
        migrate(database, "notification");
        migrate(database, "smart");
        jdbc = JdbcClient.create(database);
        transactions = new TransactionTemplate(new DataSourceTransactionManager(database));
        store = new TransactionalStore(new InMemoryFhirStore(), transactions);
        grants = TestAccess.grants(jdbc, clock);
        FhirSettings address = new FhirSettings(
                URI.create("https://consilium.example.org/fhir"), Path.of("data"), null, 200, 20, null);
        WorkflowSettings desk = new WorkflowSettings("desk", "Desk");
        CaseAccess access = TestAccess.over(store, jdbc, clock);
        Focus focus = new Focus(store, TestCases.over(store), access);
        outbox = new Outbox(jdbc, clock);
        subscriptions = new Subscriptions(jdbc, clock);
        deliveries = new Deliveries(jdbc, clock);
        hooks = new HookChannel(new HookClient(settings), focus, Api.FHIR, address, clock);
        accounts = TestAccounts.over(database);
        MailReaders readers = new MailReaders(accounts, store, desk);
        Mailer mailer = new Mailer(sender(), settings, address, clock);
        MailChannel mails = new MailChannel(mailer, new MailTexts(), focus, readers, store, clock);
        health = new NotificationHealth(deliveries, mails);
        NotificationMetrics metrics = new NotificationMetrics(meters, deliveries);
        addressing = new Addressing(
                outbox, subscriptions, deliveries, new MailRecipients(mails, outbox, readers, desk), focus, store);
        chases = new ChaseNews(outbox, store, new RecordedMessage(store, new MailTexts(), desk, clock), new Bell());
        SubscriptionSwitch status = new SubscriptionSwitch(subscriptions, store, TestAccounts.standing(database));
        states = new SubscriptionStates(subscriptions, deliveries, hooks, status, metrics, settings);
        courier = new Courier(deliveries, new Channels(hooks, mails, states), states, metrics, settings, clock);
    }

    /** Started once for all test classes. */
    Health health() {
        return health.health();
    }

    static PostOfficeWorld get() {
        return INSTANCE;
    }

    private static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void migrate(DataSource database, String module) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/" + module)
                .table("flyway_history_" + module)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private static NotificationSettings settings() {
        return new NotificationSettings(
                Duration.ofSeconds(2),
                4,
                Duration.ofSeconds(90),
                Duration.ofDays(90),
                new NotificationSettings.Retry(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofHours(72)),
                new NotificationSettings.Hook(
                        List.of("localhost"), true, Duration.ofSeconds(5), Duration.ofSeconds(60), 50),
                new NotificationSettings.Mail("Consilium <no-reply@consilium.example.org>", null));
    }

    private org.springframework.beans.factory.ObjectProvider<JavaMailSender> sender() {
        JavaMailSenderImpl sender = new JavaMailSenderImpl();
        sender.setHost("localhost");
        sender.setPort(mail.getSmtp().getPort());
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("mailSender", sender);
        return beans.getBeanProvider(JavaMailSender.class);
    }

    private static Caller caller(String subject, Role role, String party, String organization) {
        return new Caller(subject, role, party, Optional.of(organization), Set.of());
    }

    /** Every test begins with an empty database; resources of others do no harm. */
    void reset() {
        jdbc.sql("truncate notification_delivery, notification_event, notification_subscription, case_grant,"
                        + " smart_account cascade")
                .update();
        endpoint.resetAll();
        try {
            mail.purgeEmailFromAllMailboxes();
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
        clock.now = Instant.parse("2026-11-24T08:00:00Z");
    }

    /** A case with a patient who reads mail in this language. */
    void patientCase(String number, String language, String address) {
        Patient patient = new Patient();
        patient.setId("Patient/p-" + number);
        patient.addName().setFamily("Wanjiru").addGiven("Grace");
        patient.addCommunication().setPreferred(true).getLanguage().addCoding().setCode(language);
        if (address != null) {
            patient.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue(address);
        }
        store.create(patient);
        ServiceRequest request = new ServiceRequest();
        request.setId("ServiceRequest/s-" + number);
        request.getMeta().addSecurity(Compartment.ofCase(number));
        request.setSubject(new Reference("Patient/p-" + number));
        store.create(request);
        Task root = new Task();
        root.setId("Task/root-" + number);
        root.getMeta().addSecurity(Compartment.ofCase(number));
        root.getCode().addCoding(new Coding(TaskKind.Codes.SYSTEM, TaskKind.Codes.CASE, null));
        root.setFocus(new Reference("ServiceRequest/s-" + number)).setFor(new Reference("Patient/p-" + number));
        root.setGroupIdentifier(
                new Identifier().setSystem(SO + "/sid/case-number").setValue(number));
        store.create(root);
        grants.open(new Grants.Grant(
                "Patient/p-" + number, Compartment.ofCase(number).getCode(), "test", null));
    }

    /** Somebody who acts for the patient of a case, and reads mail. */
    void daughter(String number, String language, String address) {
        RelatedPerson daughter = new RelatedPerson();
        daughter.setId("RelatedPerson/d-" + number);
        daughter.setPatient(new Reference("Patient/p-" + number));
        daughter.addCommunication().getLanguage().addCoding().setCode(language);
        daughter.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue(address);
        store.create(daughter);
        account("daughter-" + number, PartyRole.PATIENT, "RelatedPerson/d-" + number);
        jdbc.sql("insert into smart_account_patient values (:name, :patient, 'Mother')")
                .param("name", "daughter-" + number)
                .param("patient", "p-" + number)
                .update();
    }

    /** A translator who works in this language, or says nothing about it. */
    void translator(String name, String language) {
        Practitioner translator = new Practitioner();
        translator.setId("Practitioner/" + name);
        if (language != null) {
            translator.addCommunication().addCoding().setCode(language);
        }
        translator.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue(name + "@translators.example");
        store.create(translator);
        account(name, PartyRole.TRANSLATOR, "Practitioner/" + name);
    }

    private void account(String name, PartyRole role, String user) {
        accounts.register(new Account(name, name, role, user, Optional.empty(), true));
    }

    /** Work in the translators' pool, on a record in this language. */
    void toTranslate(String number, String id, String code, String language) {
        DocumentReference record = new DocumentReference();
        record.setId("DocumentReference/" + id);
        record.addContent().getAttachment().setLanguage(language);
        store.create(record);
        Task task = work(number, id, code);
        task.getMeta().addSecurity(Compartment.translators());
        store.create(task.setFocus(new Reference("DocumentReference/" + id)));
    }

    /** Work for the desk or the patient. */
    void work(String number, String id, String code, String owner) {
        store.create(work(number, id, code).setOwner(new Reference(owner)));
    }

    private static Task work(String number, String id, String code) {
        Task task = new Task();
        task.setId("Task/" + id);
        task.getMeta().addSecurity(Compartment.ofCase(number));
        task.getCode().addCoding(new Coding(TaskKind.Codes.SYSTEM, code, null));
        task.setFor(new Reference("Patient/p-" + number));
        return task;
    }

    /** The desk reads mail. */
    void desk(String address) {
        Organization desk = new Organization();
        desk.setId("Organization/desk");
        desk.addTelecom().setSystem(ContactPointSystem.EMAIL).setValue(address);
        store.create(desk);
    }

    /** A referral of a case to the centre, which sees it. */
    void referral(String number) {
        Task task = new Task();
        task.setId("Task/ref-" + number);
        task.getMeta().addSecurity(Compartment.ofCase(number)).addSecurity(Compartment.ofReferral("R-" + number));
        task.getCode().addCoding(new Coding(TaskKind.Codes.SYSTEM, TaskKind.Codes.REFERRAL, null));
        task.setOwner(new Reference("Organization/centre")).setFor(new Reference("Patient/p-" + number));
        task.setGroupIdentifier(
                new Identifier().setSystem(SO + "/sid/referral-number").setValue("R-" + number));
        store.create(task);
        grants.open(new Grants.Grant(
                "Organization/centre", Compartment.ofReferral("R-" + number).getCode(), "Consent/" + number, null));
    }

    /** Lets somebody in, or shuts somebody out. */
    void letIn(Caller person, boolean enabled) {
        accounts.register(new Account(
                person.subject(),
                person.subject(),
                PartyRole.valueOf(person.role().name()),
                person.party(),
                person.organization(),
                enabled));
    }

    /** A subscription that has had its handshake. */
    void subscribed(String id, Caller owner, String topic, String path) {
        letIn(owner, true);
        Subscription resource = new Subscription();
        resource.setId("Subscription/" + id);
        resource.setStatus(Subscription.SubscriptionStatus.ACTIVE);
        store.create(resource);
        subscriptions.put(
                id,
                new Subscriptions.Wish(
                        topic,
                        List.of(),
                        "http://localhost:" + endpoint.port() + path,
                        List.of("Authorization: Bearer s3cret"),
                        null,
                        null,
                        null),
                owner,
                "requested");
        subscriptions.set(subscriptions.find(id).orElseThrow(), "active", null);
    }

    void stage(String number, String status) {
        tell(new News("case-stage-changed", status, number, "ServiceRequest/s-" + number, null), SERVER);
    }

    void tell(News news, Actor actor) {
        transactions.executeWithoutResult(status -> outbox.put(news, actor));
    }

    /** The clock of a Task takes a step, in a transaction of its own. */
    void chased(String number, String task, int phase, String step, String... recipients) {
        transactions.executeWithoutResult(status -> chases.on(new ChaseStepTaken(
                number, task, phase, "any", step, List.of(recipients), Instant.parse("2026-11-24T08:00:00Z"))));
    }

    <R> R inTransaction(java.util.function.Supplier<R> work) {
        return transactions.execute(status -> work.get());
    }

    void address() {
        while (addressing.addressNext()) {
            // until there is nothing left
        }
    }

    /** All that can be done at this time. */
    void work() {
        address();
        while (courier.deliverNext()) {
            // until there is nothing left
        }
    }

    /** Time goes by, and whenever there is something to do it is done. */
    void timePasses(Duration time) {
        Instant end = clock.now.plus(time);
        work();
        for (Instant next = next(); !next.isAfter(end); next = next()) {
            clock.now = next.isAfter(clock.now) ? next : clock.now.plusSeconds(1);
            work();
        }
        clock.now = end;
        work();
    }

    private Instant next() {
        return jdbc.sql(
                        """
                        select min(greatest(w.due_at, w.claimed_until)) from notification_delivery w
                        where w.state = 'waiting' and not exists (select 1 from notification_delivery o
                          where o.state = 'waiting' and o.channel = w.channel and o.recipient = w.recipient
                            and o.case_number = w.case_number and o.seq < w.seq)
                        """)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant)
                .orElse(Instant.MAX);
    }

    static final class SettableClock extends Clock {

        volatile Instant now = Instant.parse("2026-11-24T08:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
