package health.consilium.access.emergency;

import health.consilium.access.Compartment;
import health.consilium.access.Grants;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Opens a case to who declares an emergency, and ends that. */
@Component
public class Emergencies {

    /** So long is a case open to who declared an emergency; for more there must be another declaration. */
    static final Duration TIME = Duration.ofMinutes(30);

    private static final Duration HOUR = Duration.ofHours(1);

    private final Register register;
    private final Grants grants;
    private final FhirStore store;
    private final PrivacyOfficer officer;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Emergencies(
            Register register,
            Grants grants,
            @Lazy FhirStore store,
            PrivacyOfficer officer,
            ApplicationEventPublisher events,
            Clock clock) {
        this.register = register;
        this.grants = grants;
        this.store = store;
        this.officer = officer;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens the case to whoever this is.
     *
     * @throws health.consilium.fhir.RefusedException 403 where nobody would be told, 429 after too many attempts, 404 where there
     *     is no such case that is open
     */
    Emergency declare(Emergency.Who who, BreakGlassRequest request) {
        String told = officer.reference();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        attempt(who.subject(), now);
        return store.inTransaction(() -> {
            register.hold(request.caseNumber());
            Emergency emergency = new Emergency(
                    UUID.randomUUID(),
                    who,
                    openCase(request.caseNumber()),
                    request.grounds(),
                    now,
                    now.plus(TIME),
                    Optional.empty());
            open(emergency, told);
            return emergency;
        });
    }

    /** Counted before anything is looked for, and for good. */
    private void attempt(String subject, Instant now) {
        if (register.attempt(subject, now, now.minus(HOUR)) > officer.perHour()) {
            register.tooManyUntil(subject, officer.perHour(), HOUR).ifPresent(until -> {
                throw Refusal.of(
                                429,
                                "too-many-requests",
                                "You have declared too many emergencies within the hour. Call the coordination desk.")
                        .after(Duration.between(now, until))
                        .asException();
            });
        }
    }

    private void open(Emergency emergency, String told) {
        Emergency.OpenedCase file = emergency.file();
        register.add(emergency);
        grant(emergency, Compartment.ofCase(file.number()).getCode());
        // A patient who was known before the case came bears the label of the earlier one.
        if (store.find(Patient.class, file.patient())
                .filter(patient -> !isOf(file.number(), patient))
                .isPresent()) {
            grant(emergency, file.patient());
        }
        events.publishEvent(new EmergencyDeclared(
                emergency.reference(),
                file.number(),
                file.request(),
                file.patient(),
                new EmergencyDeclared.Why(
                        emergency.grounds().purpose().name(),
                        emergency.grounds().reason()),
                told));
    }

    private static boolean isOf(String caseNumber, Patient patient) {
        return Compartment.codes(patient)
                .contains(Compartment.ofCase(caseNumber).getCode());
    }

    private void grant(Emergency emergency, String target) {
        grants.open(new Grants.Grant(emergency.who().party(), target, emergency.reference(), emergency.until()));
    }

    /** What has ended is not opened again: the patient may have taken it back, and a review comes before the end. */
    private Emergency.OpenedCase openCase(String number) {
        return store
                .search(FhirQuery.of(ServiceRequest.class)
                        .where("_security", Compartment.token(Compartment.ofCase(number))))
                .stream()
                .filter(request -> number.equals(request.getRequisition().getValue()))
                .filter(request -> request.getStatus() == ServiceRequestStatus.ACTIVE
                        || request.getStatus() == ServiceRequestStatus.ONHOLD)
                .findFirst()
                .map(request -> new Emergency.OpenedCase(
                        number,
                        "ServiceRequest/" + request.getIdElement().getIdPart(),
                        request.getSubject().getReference()))
                .orElseThrow(() -> Refusal.notFound("There is no open case with the number " + number + ".")
                        .asException());
    }

    /**
     * Whether the case stays open until its emergencies are reviewed. From then on it waits for that; the last review tells so by
     * {@link EmergencyReviewed}.
     */
    public boolean closingWaits(String caseNumber) {
        register.hold(caseNumber);
        return register.closingWaits(caseNumber, clock.instant());
    }

    /** The case has ended: nobody reads it because of an emergency any more. */
    public void caseEnded(String caseNumber) {
        register.running(caseNumber, clock.instant()).forEach(id -> grants.close(Emergency.reference(id)));
    }
}
