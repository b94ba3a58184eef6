package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.access.Compartment;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import health.consilium.workflow.TaskSteps;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the centre does for a patient who is to be treated there: the letter for the visa, and whom to come to. */
@Configuration(proxyBeanMethods = false)
class CentreLetters {

    static final String VISA = "visa-letter";
    static final String CONTACT = "admission-contact";

    private interface Missing {
        boolean in(Task task);
    }

    private record Rule(String code, String message, Missing missing) implements TaskRule {

        @Override
        public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
            return after.getStatus() == TaskStatus.COMPLETED && missing.in(after)
                    ? Optional.of(Refusal.unprocessable("incomplete", message, "Task.output"))
                    : Optional.empty();
        }
    }

    private record VisaLetter(FhirStore store, Paperwork paperwork) implements TaskEffect {

        @Override
        public String code() {
            return VISA;
        }

        /** What a centre sends is held back; this is for the patient. */
        @Override
        public void ended(CaseFile file, Task task) {
            if (task.getStatus() != TaskStatus.COMPLETED) {
                return;
            }
            List<Coding> label = List.of(Compartment.ofCase(file.number()));
            List<Reference> letters = TaskSteps.outputs(task, "letter");
            letters.stream().flatMap(letter -> document(store, letter).stream()).forEach(document -> {
                store.label("DocumentReference/" + document.getIdElement().getIdPart(), label);
                store.label(document.getContentFirstRep().getAttachment().getUrl(), label);
            });
            paperwork.tell(file, "visa.ready", letters);
        }
    }

    private static Optional<DocumentReference> document(FhirStore store, Reference letter) {
        return store.find(letter.getReference())
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .filter(document -> String.valueOf(
                                document.getContentFirstRep().getAttachment().getUrl())
                        .startsWith("Binary/"));
    }

    @Bean
    TaskRule visaLetterRule(FhirStore store) {
        return new Rule(
                VISA,
                "Complete this Task with exactly one output of type letter: a DocumentReference with its Binary that you"
                        + " sent with a reference to this Task.",
                task -> {
                    List<Reference> letters = TaskSteps.outputs(task, "letter");
                    String sender = Compartment.ofContributor(
                                    task.getOwner().getReferenceElement().getIdPart())
                            .getCode();
                    return letters.size() != 1
                            || document(store, letters.get(0))
                                    .filter(letter -> Compartment.codes(letter).contains(sender))
                                    .filter(letter ->
                                            Compartment.caseNumber(letter).equals(Compartment.caseNumber(task)))
                                    .isEmpty();
                });
    }

    @Bean
    TaskEffect visaLetterWritten(FhirStore store, Paperwork paperwork) {
        return new VisaLetter(store, paperwork);
    }

    @Bean
    TaskRule admissionContactRule() {
        return new Rule(
                CONTACT,
                "Complete this Task with an output of type contact: a PractitionerRole, Practitioner or Organization, or a"
                        + " text with name, telephone and hours.",
                task -> task.getOutput().stream()
                        .filter(output -> output.getType().hasCoding(TaskSteps.INPUT_SYSTEM, "contact"))
                        .noneMatch(output -> output.getValue() instanceof StringType text
                                        && !text.getValue().isBlank()
                                || output.getValue() instanceof Reference reference
                                        && String.valueOf(reference.getReference())
                                                .matches("(PractitionerRole|Practitioner|Organization)/.+")));
    }
}
