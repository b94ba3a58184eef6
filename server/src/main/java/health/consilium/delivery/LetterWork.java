package health.consilium.delivery;

import health.consilium.access.Caller;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The end of a Task that writes: completed, the letter goes out; ended otherwise, nobody gets it. */
@Configuration(proxyBeanMethods = false)
class LetterWork {

    private record Rule(String code, Cases cases, Paperwork paperwork) implements TaskRule {

        @Override
        public Optional<Refusal> refusal(Task before, Task after, Caller caller) {
            return after.getStatus() == TaskStatus.COMPLETED
                    ? cases.of(after).flatMap(file -> paperwork.outdated(file, after))
                    : Optional.empty();
        }
    }

    private record Effect(String code, BiConsumer<CaseFile, Task> done, Paperwork paperwork) implements TaskEffect {

        @Override
        public void ended(CaseFile file, Task task) {
            if (task.getStatus() == TaskStatus.COMPLETED) {
                done.accept(file, task);
            } else {
                paperwork.dismiss(task);
            }
        }
    }

    @Bean
    TaskRule oncologistRule(Cases cases, Paperwork paperwork) {
        return new Rule(OncologistWork.CODE, cases, paperwork);
    }

    @Bean
    TaskEffect oncologistInformed(Paperwork paperwork) {
        return new Effect(
                OncologistWork.CODE, (file, task) -> paperwork.release(file, task, "oncologist.ready"), paperwork);
    }

    @Bean
    TaskRule insuranceRule(Cases cases, Paperwork paperwork) {
        return new Rule(InsuranceWork.CODE, cases, paperwork);
    }

    @Bean
    TaskEffect insuranceWritten(Paperwork paperwork, InsuranceStatement statements) {
        return new Effect(
                InsuranceWork.CODE,
                (file, task) -> {
                    statements.release(file, task);
                    paperwork.release(file, task, "insurance.ready");
                },
                paperwork);
    }
}
