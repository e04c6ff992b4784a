<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Every mail: its title is the subject, and the text part is made of its words.
     Mail programs know no style sheets, so styles stand at the elements. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:output method="html" version="5" encoding="UTF-8" indent="no"/>

  <!-- A theme that imports this file gives these other values. -->
  <xsl:variable name="font" select="&quot;font-family:'Segoe UI',-apple-system,Roboto,'Noto Sans','Liberation Sans',Arial,sans-serif;&quot;"/>
  <xsl:variable name="canvas" select="'background:#f5f6f9;'"/>
  <xsl:variable name="surface" select="'background:#ffffff;border:1px solid #e3e6ed;border-radius:12px;'"/>
  <xsl:variable name="ink" select="'color:#161c2b;'"/>
  <xsl:variable name="faint" select="'color:#5c667b;'"/>
  <xsl:variable name="link" select="'color:#2f4ac9;'"/>
  <xsl:variable name="button" select="'background:#3350d8;color:#ffffff;border-radius:8px;'"/>

  <xsl:template match="/mail">
    <html lang="{@lang}" dir="{@dir}">
      <head>
        <title><xsl:apply-templates select="." mode="subject"/></title>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light"/>
      </head>
      <body style="margin:0;padding:0;{$canvas}">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="{$canvas}">
          <tr>
            <td align="center" style="padding:24px 12px;">
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;">
                <tr>
                  <td align="start" style="padding:32px;{$surface}{$font}{$ink}font-size:16px;line-height:1.5;">
                    <xsl:apply-templates select="." mode="head"/>
                    <xsl:apply-templates select="." mode="greeting"/>
                    <xsl:apply-templates select="." mode="content"/>
                  </td>
                </tr>
                <tr>
                  <td align="start" style="padding:20px 32px;{$font}{$faint}font-size:13px;line-height:1.5;">
                    <xsl:apply-templates select="." mode="foot"/>
                  </td>
                </tr>
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="mail" mode="subject">
    <xsl:value-of select="cd:text(concat('mail.', @name, '.subject'), @site)"/>
  </xsl:template>

  <xsl:template match="mail" mode="head">
    <p style="margin:0 0 24px;font-weight:600;{$faint}"><bdi><xsl:value-of select="@site"/></bdi></p>
    <h1 style="margin:0 0 16px;font-size:22px;line-height:1.3;{$ink}">
      <xsl:apply-templates select="." mode="title"/>
    </h1>
  </xsl:template>

  <xsl:template match="mail" mode="title">
    <xsl:value-of select="cd:text(concat('mail.', @name, '.title'), @site)"/>
  </xsl:template>

  <xsl:template match="mail" mode="greeting">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.hello')"/></p>
  </xsl:template>

  <xsl:template match="mail[@receiver]" mode="greeting">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text('mail.greeting', @receiver)"/></p>
  </xsl:template>

  <!-- What a mail says: each part may be another in its own sheet. -->
  <xsl:template match="mail" mode="content">
    <xsl:apply-templates select="." mode="text"/>
    <xsl:apply-templates select="." mode="facts"/>
    <xsl:apply-templates select="." mode="action"/>
    <xsl:apply-templates select="." mode="note"/>
  </xsl:template>

  <xsl:template match="mail" mode="text">
    <p style="margin:0 0 16px;"><xsl:value-of select="cd:text(concat('mail.', @name, '.text'), @site)"/></p>
  </xsl:template>

  <xsl:template match="mail" mode="facts"/>

  <xsl:template match="mail/@*" mode="fact">
    <div style="margin:0 0 4px;">
      <span style="{$faint}"><xsl:value-of select="cd:text(concat('mail.fact.', name()))"/></span>
      <xsl:text>: </xsl:text>
      <bdi><xsl:apply-templates select="." mode="value"/></bdi>
    </div>
  </xsl:template>

  <xsl:template match="mail/@*" mode="value">
    <xsl:value-of select="."/>
  </xsl:template>

  <xsl:template match="mail/@when | mail/@until" mode="value">
    <xsl:value-of select="cd:date(., 'datetime')"/>
  </xsl:template>

  <xsl:template match="mail" mode="action"/>

  <xsl:template match="mail[@link]" mode="action">
    <p style="margin:24px 0;">
      <a href="{@link}" style="display:inline-block;padding:12px 24px;font-weight:600;text-decoration:none;{$button}"><xsl:value-of select="cd:text(concat('mail.', @name, '.action'))"/></a>
    </p>
  </xsl:template>

  <!-- Where this mail is shown again its link is not. -->
  <xsl:template match="mail[@link-hidden]" mode="action">
    <p style="margin:24px 0;{$faint}"><xsl:value-of select="cd:text('mail.link-hidden')"/></p>
  </xsl:template>

  <xsl:template match="mail" mode="note">
    <xsl:variable name="key" select="concat('mail.', @name, '.note')"/>
    <xsl:if test="cd:has-text($key)">
      <p style="margin:16px 0 0;{$faint}font-size:14px;"><xsl:value-of select="cd:text($key, @site)"/></p>
    </xsl:if>
  </xsl:template>

  <xsl:template match="mail" mode="foot">
    <xsl:apply-templates select="." mode="why"/>
    <xsl:apply-templates select="@unsubscribe"/>
  </xsl:template>

  <xsl:template match="mail" mode="why">
    <p style="margin:0 0 8px;"><xsl:value-of select="cd:text(concat('mail.why.', @category), @site)"/></p>
  </xsl:template>

  <xsl:template match="mail/@unsubscribe">
    <p style="margin:0;">
      <a href="{.}" style="{$link}"><xsl:value-of select="cd:text('mail.unsubscribe')"/></a>
    </p>
  </xsl:template>

</xsl:stylesheet>
