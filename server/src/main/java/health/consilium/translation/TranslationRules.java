package health.consilium.translation;

import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskEffect;
import health.consilium.workflow.TaskRule;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Task;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules and effects of the Tasks of both directions. */
@Configuration(proxyBeanMethods = false)
class TranslationRules {

    private record Effect(String code, BiConsumer<CaseFile, Task> what) implements TaskEffect {

        @Override
        public void ended(CaseFile file, Task task) {
            what.accept(file, task);
        }
    }

    @Bean
    TaskRule translateRecordRule(Cases cases, Translations translations) {
        return new TranslateRule(Direction.RECORD, cases, translations);
    }

    @Bean
    TaskRule verifyRecordRule(Translations translations) {
        return new VerifyRule(Direction.RECORD, translations);
    }

    @Bean
    TaskRule translateReportRule(Cases cases, Translations translations) {
        return new TranslateRule(Direction.REPORT, cases, translations);
    }

    @Bean
    TaskRule verifyReportRule(Translations translations) {
        return new VerifyRule(Direction.REPORT, translations);
    }

    @Bean
    TaskRule translateAnswerRule(Cases cases, Translations translations) {
        return new TranslateRule(Direction.ANSWER, cases, translations);
    }

    @Bean
    TaskRule verifyAnswerRule(Translations translations) {
        return new VerifyRule(Direction.ANSWER, translations);
    }

    @Bean
    TaskEffect answerTranslated(Verification verification) {
        return translated(Direction.ANSWER, verification);
    }

    @Bean
    TaskEffect answerVerified(Verification verification) {
        return verified(Direction.ANSWER, verification);
    }

    @Bean
    TaskEffect recordTranslated(Verification verification) {
        return translated(Direction.RECORD, verification);
    }

    @Bean
    TaskEffect recordVerified(Verification verification) {
        return verified(Direction.RECORD, verification);
    }

    @Bean
    TaskEffect reportTranslated(Verification verification) {
        return translated(Direction.REPORT, verification);
    }

    @Bean
    TaskEffect reportVerified(Verification verification) {
        return verified(Direction.REPORT, verification);
    }

    private static TaskEffect translated(Direction direction, Verification verification) {
        return new Effect(direction.translate(), (file, task) -> verification.translated(direction, file, task));
    }

    private static TaskEffect verified(Direction direction, Verification verification) {
        return new Effect(direction.verify(), (file, task) -> verification.verified(direction, file, task));
    }
}
