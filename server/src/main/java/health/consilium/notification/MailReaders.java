package health.consilium.notification;

import health.consilium.access.Caller;
import health.consilium.access.Role;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.SpokenLanguages;
import health.consilium.notification.rules.WorkingLanguages;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import health.consilium.smart.PartyRole;
import health.consilium.workflow.WorkflowSettings;
import health.consilium.workflow.rules.TaskKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The people who read on behalf of somebody else, and as whom each recipient of a mail sees a Task. */
@Component
class MailReaders {

    private static final String PATIENT = "Patient/";

    private final Accounts accounts;
    private final FhirStore store;
    private final WorkflowSettings settings;

    MailReaders(Accounts accounts, FhirStore store, WorkflowSettings settings) {
        this.accounts = accounts;
        this.store = store;
        this.settings = settings;
    }

    /** Who may act for a patient now is told what the patient is told. Nobody acts for anybody else. */
    List<String> actingFor(String party) {
        return party.startsWith(PATIENT)
                ? accounts.actingFor(party.substring(PATIENT.length())).stream()
                        .map(Account::fhirUser)
                        .distinct()
                        .toList()
                : List.of();
    }

    /**
     * Those who can do translators' work: all who may sign in as one, less those who say in their Practitioner that they work
     * in other languages.
     */
    List<String> translatorsFor(Task task) {
        Optional<String> language = language(task);
        return accounts.enabled(PartyRole.TRANSLATOR).stream()
                .map(Account::fhirUser)
                .distinct()
                .filter(user -> language.isEmpty()
                        || store.find(Practitioner.class, user)
                                .map(person -> WorkingLanguages.include(person, language.get()))
                                .orElse(true))
                .toList();
    }

    /** What is translated from where it is not English, else into: the patient's. */
    private Optional<String> language(Task task) {
        Optional<String> original = Optional.ofNullable(task.getFocus().getReference())
                .flatMap(store::find)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .map(document -> document.getContentFirstRep().getAttachment().getLanguage());
        if (original.isPresent() && !WorkingLanguages.isEnglish(original.get())) {
            return original;
        }
        return Optional.ofNullable(task.getFor().getReference())
                .flatMap(patient -> store.find(Patient.class, patient))
                .flatMap(SpokenLanguages::first);
    }

    /**
     * As whom this recipient sees the Task; empty for one who acts for the patient no longer, and was not asked either.
     */
    Optional<Caller> caller(String recipient, Task focus) {
        return switch (recipient.substring(0, recipient.indexOf('/'))) {
            case "Patient" -> Optional.of(caller(Role.PATIENT, recipient, Optional.empty()));
            case "RelatedPerson" -> relative(recipient, focus);
            case "Practitioner" -> Optional.of(caller(Role.TRANSLATOR, recipient, Optional.of(recipient)));
            default -> Optional.of(caller(role(recipient, focus), recipient, Optional.of(recipient)));
        };
    }

    /** Who acts for the patient sees what the patient sees; who was asked sees what was asked. */
    private Optional<Caller> relative(String recipient, Task focus) {
        String patient = String.valueOf(focus.getFor().getReference());
        if (actingFor(patient).contains(recipient)) {
            return Optional.of(caller(Role.PATIENT, patient, Optional.empty()));
        }
        return recipient.equals(focus.getOwner().getReference())
                ? Optional.of(caller(Role.PATIENT, recipient, Optional.empty()))
                : Optional.empty();
    }

    private Role role(String organization, Task focus) {
        if (settings.coordinationDeskReference().equals(organization)) {
            return Role.COORDINATOR;
        }
        return TaskKind.of(focus) == TaskKind.REFERRAL ? Role.CENTRE : Role.HOSPITAL;
    }

    private static Caller caller(Role role, String party, Optional<String> organization) {
        return new Caller(party, role, party, organization, Set.of());
    }
}
