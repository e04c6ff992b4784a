<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- The search for a domain to register or transfer: a GET form. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="page" mode="domain-form">
    <xsl:param name="action"/>
    <xsl:param name="name"/>
    <xsl:param name="error" select="/.."/>
    <form class="domain-form" method="get" action="{$action}" role="search">
      <label for="domain-name"><xsl:value-of select="cd:text('field.domain-name')"/></label>
      <input class="form-control" id="domain-name" type="text" name="name" value="{$name}" dir="ltr" required="required" maxlength="253" autocomplete="off" autocapitalize="none" spellcheck="false" placeholder="{cd:text('field.domain-name.example')}">
        <xsl:apply-templates select="$error" mode="domain-described-by"/>
      </input>
      <xsl:apply-templates select="$error" mode="domain-error"/>
      <button class="btn btn-primary" type="submit" name="how" value="register">
        <xsl:value-of select="cd:text('domain-form.register')"/>
      </button>
      <button class="btn btn-secondary" type="submit" name="how" value="transfer">
        <xsl:value-of select="cd:text('domain-form.transfer')"/>
      </button>
    </form>
  </xsl:template>

  <xsl:template match="@error" mode="domain-described-by">
    <xsl:attribute name="aria-invalid">true</xsl:attribute>
    <xsl:attribute name="aria-describedby">error-domain-name</xsl:attribute>
  </xsl:template>

  <xsl:template match="@error" mode="domain-error">
    <p class="error" id="error-domain-name">
      <xsl:call-template name="icon">
        <xsl:with-param name="name">alert</xsl:with-param>
      </xsl:call-template>
      <xsl:value-of select="cd:text(concat('error.', .))"/>
    </p>
  </xsl:template>

  <xsl:template match="page" mode="domain-guides">
    <xsl:if test="cd:url('guides') != ''">
      <ul class="domain-guides">
        <xsl:apply-templates select="." mode="domain-guide">
          <xsl:with-param name="how">register</xsl:with-param>
        </xsl:apply-templates>
        <xsl:apply-templates select="." mode="domain-guide">
          <xsl:with-param name="how">transfer</xsl:with-param>
        </xsl:apply-templates>
      </ul>
    </xsl:if>
  </xsl:template>

  <xsl:template match="page" mode="domain-guide">
    <xsl:param name="how"/>
    <li>
      <a href="{cd:url('guide', concat($how, '-a-domain'))}">
        <xsl:call-template name="icon">
          <xsl:with-param name="name">book</xsl:with-param>
        </xsl:call-template>
        <xsl:value-of select="cd:text(concat('domain-form.guide.', $how))"/>
      </a>
    </li>
  </xsl:template>

</xsl:stylesheet>
