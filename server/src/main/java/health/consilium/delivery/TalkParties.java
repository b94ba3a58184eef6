package health.consilium.delivery;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import health.consilium.access.Caller;
import health.consilium.access.Role;
import health.consilium.delivery.rules.Talk;
import health.consilium.delivery.rules.Zones;
import health.consilium.fhir.FhirQuery;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Who takes part in a talk: the patient, specialists of the centre, an interpreter where one is needed; and on what clock. */
@Component
class TalkParties {

    private static final String INTERPRETER_REQUIRED =
            "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired";

    /** Where nobody knows; the participant may say better. */
    private static final ZoneId UNKNOWN = ZoneId.of("Etc/UTC");

    private final FhirStore store;
    private final Readers readers;

    TalkParties(@Lazy FhirStore store, @Lazy Readers readers) {
        this.store = store;
        this.readers = readers;
    }

    /** The patient is always of the party; a centre cannot name the patient itself. */
    void addPatient(Appointment talk, CaseFile file) {
        if (talk.getParticipant().stream().noneMatch(Talk::isPatient)) {
            talk.getParticipant()
                    .add(
                            0,
                            new AppointmentParticipantComponent()
                                    .setActor(file.patient().copy()));
        }
    }

    Optional<Refusal> wrong(Appointment talk, CaseFile file, Task referral) {
        String centre = referral.getOwner().getReference();
        List<AppointmentParticipantComponent> all = talk.getParticipant();
        boolean stranger = all.stream()
                .anyMatch(one -> Talk.isPatient(one)
                        ? !file.patient().getReference().equals(one.getActor().getReference())
                        : !Talk.isInterpreter(one) && !isOf(centre, one));
        boolean specialist = all.stream().anyMatch(one -> !Talk.isInterpreter(one) && isOf(centre, one));
        if (stranger || !specialist) {
            return Optional.of(Refusal.unprocessable(
                    "dangling-reference",
                    "The participants of a talk are the patient of the case, at least one PractitionerRole or Practitioner"
                            + " of the centre that gave the opinion, and interpreters (type translator).",
                    "Appointment.participant"));
        }
        return needsInterpreter(talk, file) && all.stream().noneMatch(Talk::isInterpreter)
                ? Optional.of(Refusal.unprocessable(
                        "incomplete",
                        "The patient needs an interpreter: add a participant of type translator.",
                        "Appointment.participant"))
                : Optional.empty();
    }

    private boolean needsInterpreter(Appointment talk, CaseFile file) {
        return Stream.of(talk, readers.patient(file))
                .map(resource -> resource.getExtensionByUrl(INTERPRETER_REQUIRED))
                .anyMatch(extension ->
                        extension != null && extension.getValue() instanceof BooleanType is && is.booleanValue());
    }

    private boolean isOf(String centre, AppointmentParticipantComponent participant) {
        String actor = String.valueOf(participant.getActor().getReference());
        return actor.equals(centre)
                || roles(actor)
                        .anyMatch(role -> centre.equals(role.getOrganization().getReference()));
    }

    private Stream<PractitionerRole> roles(String actor) {
        if (actor.startsWith("PractitionerRole/")) {
            return store.find(PractitionerRole.class, new IdType(actor).getIdPart()).stream();
        }
        return actor.startsWith("Practitioner/")
                ? store.search(FhirQuery.of(PractitionerRole.class).where("practitioner", actor)).stream()
                : Stream.empty();
    }

    /** Which of the participants the caller stands for. */
    Talk.Who who(Caller caller) {
        return new Talk.Who(
                caller.is(Role.COORDINATOR),
                caller.is(Role.CENTRE),
                participant -> caller.isMeantBy(participant.getActor())
                        || !caller.is(Role.PATIENT)
                                && roles(String.valueOf(participant.getActor().getReference()))
                                        .anyMatch(role -> caller.isMeantBy(role.getPractitioner())
                                                || caller.is(Role.CENTRE) && caller.isMeantBy(role.getOrganization())));
    }

    /** The person who signs in as this participant, such as {@code Practitioner/1}. */
    Optional<String> person(AppointmentParticipantComponent participant) {
        String actor = participant.getActor().getReference();
        if (actor == null || actor.startsWith("Practitioner/")) {
            return Optional.ofNullable(actor);
        }
        return roles(actor).map(role -> role.getPractitioner().getReference()).findFirst();
    }

    Locale language(AppointmentParticipantComponent participant, CaseFile file) {
        return Talk.isPatient(participant) ? readers.language(file) : Locale.ENGLISH;
    }

    /** Writes to each participant what the talk's time is on the own clock, and on which. */
    void writeLocalTimes(Appointment talk, CaseFile file) {
        talk.getParticipant().forEach(participant -> {
            ZoneId zone = zone(participant, file);
            Extension local = new Extension(Talk.LOCAL_TIME);
            local.addExtension("zone", new CodeType(zone.getId()));
            local.addExtension("start", time(talk.getStart(), zone));
            local.addExtension("end", time(talk.getEnd(), zone));
            participant.getExtension().removeIf(extension -> Talk.LOCAL_TIME.equals(extension.getUrl()));
            participant.addExtension(local);
        });
    }

    private static DateTimeType time(java.util.Date at, ZoneId zone) {
        return new DateTimeType(at, TemporalPrecisionEnum.SECOND, TimeZone.getTimeZone(zone));
    }

    /** The zone that was written to the participant, else that of the address, else UTC. */
    ZoneId zone(AppointmentParticipantComponent participant, CaseFile file) {
        return Optional.ofNullable(participant.getExtensionByUrl(Talk.LOCAL_TIME))
                .map(local -> local.getExtensionByUrl("zone"))
                .flatMap(zone -> Zones.named(zone.getValue().primitiveValue()))
                .or(() -> Zones.of(addresses(participant, file)))
                .orElse(UNKNOWN);
    }

    private List<Address> addresses(AppointmentParticipantComponent participant, CaseFile file) {
        if (Talk.isPatient(participant)) {
            Patient patient = readers.patient(file);
            return patient.getAddress();
        }
        String actor = String.valueOf(participant.getActor().getReference());
        return Stream.concat(
                        person(participant)
                                .filter(person -> person.startsWith("Practitioner/"))
                                .flatMap(person -> store.find(Practitioner.class, new IdType(person).getIdPart()))
                                .stream()
                                .flatMap(person -> person.getAddress().stream()),
                        Stream.concat(
                                        Stream.of(participant.getActor()),
                                        roles(actor).map(PractitionerRole::getOrganization))
                                .map(Reference::getReference)
                                .filter(reference -> reference != null && reference.startsWith("Organization/"))
                                .flatMap(reference ->
                                        store.find(Organization.class, new IdType(reference).getIdPart()).stream())
                                .flatMap(organization -> organization.getAddress().stream()))
                .toList();
    }
}
