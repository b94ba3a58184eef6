package health.consilium.access.audit;

import health.consilium.access.audit.rules.Agent;
import health.consilium.fhir.FhirStore;
import health.consilium.smart.Account;
import health.consilium.smart.Accounts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.RelatedPerson;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** What people and organizations are called. */
@Component
class AgentNames {

    private final FhirStore store;
    private final Accounts accounts;

    AgentNames(@Lazy FhirStore store, Accounts accounts) {
        this.store = store;
        this.accounts = accounts;
    }

    /** A relative need not be on record; the account has a name then. */
    String ofPatientOrRelative(Agent agent) {
        String name = of(agent);
        return name.isEmpty()
                ? accounts.find(agent.subject()).map(Account::displayName).orElse("")
                : name;
    }

    /** What the person is to the patient, as far as the records say. */
    List<CodeableConcept> relationship(Agent agent, String patient) {
        return Stream.of(agent.party())
                .filter(party -> party.startsWith("RelatedPerson/"))
                .flatMap(party -> store.find(RelatedPerson.class, party).stream())
                .filter(relative -> patient.equals(relative.getPatient().getReference()))
                .flatMap(relative -> relative.getRelationship().stream())
                .toList();
    }

    /** Person and organization; empty where neither has a name. */
    String of(Agent agent) {
        return Stream.of(agent.party(), agent.organization())
                .filter(reference -> reference != null && reference.contains("/"))
                .distinct()
                .flatMap(reference -> store.find(reference).flatMap(AgentNames::name).stream())
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> name(Resource resource) {
        HumanName human = null;
        if (resource instanceof Organization organization) {
            return Optional.ofNullable(organization.getName());
        } else if (resource instanceof Practitioner practitioner) {
            human = practitioner.getNameFirstRep();
        } else if (resource instanceof Patient patient) {
            human = patient.getNameFirstRep();
        } else if (resource instanceof RelatedPerson person) {
            human = person.getNameFirstRep();
        }
        return Optional.ofNullable(human)
                .map(name -> name.hasText() ? name.getText() : name.getNameAsSingleString())
                .filter(text -> !text.isBlank());
    }
}
