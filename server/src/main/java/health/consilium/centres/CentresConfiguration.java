package health.consilium.centres;

import health.consilium.centres.rules.AskRules;
import health.consilium.terminology.rules.ChecklistLibrary;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CentresSettings.class)
class CentresConfiguration {

    @Bean
    AskRules askRules(ChecklistLibrary checklists) {
        return new AskRules(checklists);
    }
}
