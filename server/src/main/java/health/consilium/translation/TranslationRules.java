package health.consilium.translation;

import health.consilium.workflow.Cases;
import health.consilium.workflow.TaskRule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The rules of the Tasks of both directions. */
@Configuration(proxyBeanMethods = false)
class TranslationRules {

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
}
