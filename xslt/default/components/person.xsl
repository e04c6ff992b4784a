<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- A contact as the title of its pages, and the state of its login. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page[section[@name = 'contact']/contact]" mode="title">
    <xsl:value-of select="cd:text(concat('page.', @name, '.title'), concat(section[@name = 'contact']/contact/@first-name, ' ', section[@name = 'contact']/contact/@last-name))"/>
  </xsl:template>

  <xsl:template match="page[section[@name = 'contact']/contact]" mode="back-to-contact">
    <a class="back" href="{cd:url('contact', section[@name = 'contact']/contact/@id)}">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">back</xsl:with-param>
      </xsl:call-template>
      <bdi><xsl:value-of select="concat(section[@name = 'contact']/contact/@first-name, ' ', section[@name = 'contact']/contact/@last-name)"/></bdi>
    </a>
  </xsl:template>

  <xsl:template match="contact/@login" mode="state">
    <span class="status status-login-{.}">
      <xsl:value-of select="cd:text(concat('contact.login.', .))"/>
    </span>
  </xsl:template>

</xsl:stylesheet>
