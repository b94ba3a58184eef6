package health.consilium.fhir;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Tells Spring that all beans are defined by now, so that it remembers which are of which type. It takes that for certain only
 * after the web server is made, and for that most of them are built.
 */
final class FrozenDefinitions implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        factory.freezeConfiguration();
    }
}
