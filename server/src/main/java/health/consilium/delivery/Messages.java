package health.consilium.delivery;

import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.letter.Words;
import health.consilium.workflow.WorkflowSettings;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.stereotype.Component;

/** Messages to the parties of a case. Who sees one is said by its labels alone. */
@Component
class Messages {

    private static final String TEXTS = "health.consilium.delivery.messages";
    private static final String CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category";

    private final FhirStore store;
    private final WorkflowSettings settings;
    private final Clock clock;

    Messages(FhirStore store, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    static Words words(Locale language) {
        return Words.of(TEXTS, language.toLanguageTag());
    }

    /** A message of the desk, not stored yet: words of ours never tell what an opinion says. */
    Communication form(String text, String language, List<String> recipients, List<Coding> labels) {
        Communication message = new Communication();
        message.getMeta().addProfile(FhirPackage.CANONICAL + "/StructureDefinition/message");
        labels.forEach(label -> message.getMeta().addSecurity(label.copy()));
        message.setLanguage(language);
        message.setStatus(Communication.CommunicationStatus.COMPLETED);
        message.addCategory(new CodeableConcept(new Coding(CATEGORY, "notification", null)));
        recipients.forEach(recipient -> message.addRecipient(new Reference(recipient)));
        message.setSender(new Reference(settings.coordinationDeskReference()));
        message.setSent(Date.from(clock.instant()));
        message.addPayload().setContent(new StringType(text));
        return message;
    }

    Communication send(Communication message) {
        return store.create(message);
    }
}
